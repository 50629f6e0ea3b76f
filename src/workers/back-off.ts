const FIRST_MS = 1000;
const MOST_MS = 30_000;

/** Milliseconds before a worker is started again: none after the first death, then 1 s, 2 s, and so on up to half a minute. */
export const backOff = (deathsBefore: number): number =>
  deathsBefore === 0 ? 0 : Math.min(FIRST_MS * 2 ** (deathsBefore - 1), MOST_MS);
