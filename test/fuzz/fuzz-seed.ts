/** The seed of this run: `FUZZ_SEED`, or always the same. */
export const FUZZ_SEED = Number(process.env.FUZZ_SEED ?? 20_260_701);
