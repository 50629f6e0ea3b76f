import type { Load } from './measure-load.ts';
import type { Argon2Parameters } from './parameters.ts';

export interface FindOptions {
  /** What to begin with: memory and iterations are what is looked for, the rest stays. */
  readonly from: Argon2Parameters;
  /** Steps in which memory is raised, bytes. */
  readonly stepBytes: number;
  /** The most memory that one hash may fill, and the most passes that a server takes. */
  readonly most: { readonly memoryBytes: number; readonly iterations: number };
  /** Milliseconds that one hash takes on this machine. */
  readonly probe: (parameters: Argon2Parameters) => Promise<number>;
  /** How hashes go under load. */
  readonly load: (parameters: Argon2Parameters) => Promise<Load>;
  readonly excessOf: (
    load: Load,
    parameters: Argon2Parameters,
  ) => { readonly of: 'time' | 'memory'; readonly text: string } | undefined;
  /** Told what is going on. */
  readonly tell: (text: string) => void;
}

export interface Found {
  readonly parameters: Argon2Parameters;
  readonly load: Load;
  /** What is still too much. */
  readonly excess: string | undefined;
}

const ROUNDS = 5;
const LEAST_BYTES = 8 * 1024 ** 2;

const wholeMegabytes = (bytes: number) => Math.max(LEAST_BYTES, Math.floor(bytes / 1024 ** 2) * 1024 ** 2);

/** Less of what is too much: passes before memory, which protects better for the same time. */
function lowered(parameters: Argon2Parameters, of: 'time' | 'memory'): Argon2Parameters {
  if (of === 'time' && parameters.iterations > 1) return { ...parameters, iterations: parameters.iterations - 1 };
  return { ...parameters, memoryBytes: wholeMegabytes(parameters.memoryBytes * 0.75) };
}

/**
 * Finds out what a hash may cost on this machine: as much memory as there is time and room for, then passes until it takes as long as it
 * should; and less again, up to five times, as long as it is too much for the passwords that come.
 */
export async function findParameters(options: FindOptions): Promise<Found> {
  const { from, stepBytes, most, probe, load, excessOf, tell } = options;
  const takes = async (parameters: Argon2Parameters) => {
    const ms = await probe(parameters);
    tell(`${parameters.memoryBytes / 1024 ** 2} MB, ${parameters.iterations} iterations: ${Math.round(ms)} ms\n`);
    return ms;
  };
  const wanted = from.expectedDurationMs;
  let parameters = { ...from, memoryBytes: wholeMegabytes(Math.min(from.memoryBytes, most.memoryBytes)) };
  let ms = await takes(parameters);
  while (ms > wanted && parameters.memoryBytes > LEAST_BYTES) {
    parameters = { ...parameters, memoryBytes: wholeMegabytes(parameters.memoryBytes / 2) };
    ms = await takes(parameters);
  }
  for (;;) {
    const memoryBytes = wholeMegabytes(Math.min(parameters.memoryBytes + stepBytes, most.memoryBytes));
    if (ms >= wanted || memoryBytes <= parameters.memoryBytes) break;
    const more = { ...parameters, memoryBytes };
    const longer = await takes(more);
    if (longer > wanted) break;
    [parameters, ms] = [more, longer];
  }
  while (ms < wanted && parameters.iterations < most.iterations) {
    parameters = { ...parameters, iterations: parameters.iterations + 1 };
    ms = await takes(parameters);
  }
  for (let round = 1; ; round++) {
    tell('Passwords come for twenty seconds …\n');
    const measured = await load(parameters);
    const excess = excessOf(measured, parameters);
    const next = excess === undefined ? parameters : lowered(parameters, excess.of);
    const isLeast = next.memoryBytes === parameters.memoryBytes && next.iterations === parameters.iterations;
    if (excess === undefined || round > ROUNDS || isLeast) return { parameters, load: measured, excess: excess?.text };
    tell(`Too much: ${excess.text}.\n`);
    parameters = next;
  }
}
