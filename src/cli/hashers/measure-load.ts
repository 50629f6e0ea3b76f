import { JsonNumber } from '../../json/json-number.ts';
import type { JsonNode } from '../../json/tree.ts';
import type { Result } from '../print/print-result.ts';
import { durationText, sizeText } from './parameters.ts';

export interface LoadOptions {
  /** Passwords that come in one minute. */
  readonly perMinute: number;
  /** Makes one hash, with whatever waiting that takes. */
  readonly hash: () => Promise<unknown>;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Waits for so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** Bytes that the process has in memory. */
  readonly memory: () => number;
}

/** How hashes went under load; times in milliseconds. */
export interface Load {
  readonly totalMs: number;
  readonly medianMs: number;
  readonly deviationMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** Bytes that hashing took beyond what was there before. */
  readonly memoryBytes: number;
}

/** How long passwords come. */
const SAMPLE_MS = 20_000;

function summed(times: readonly number[]): Pick<Load, 'medianMs' | 'deviationMs' | 'leastMs' | 'mostMs'> {
  const sorted = [...times].sort((a, b) => a - b);
  const [lower = 0, upper = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  const variance = sorted.reduce((sum, time) => sum + (time - mean) ** 2, 0) / sorted.length;
  return { medianMs: (lower + upper) / 2, deviationMs: Math.sqrt(variance), leastMs: sorted[0] ?? 0, mostMs: sorted.at(-1) ?? 0 };
}

/** Lets passwords come evenly for twenty seconds, and measures how long each waits for its hash. */
export async function measureLoad({ perMinute, hash, now, pause, memory }: LoadOptions): Promise<Load> {
  const count = Math.max(1, Math.round((perMinute * SAMPLE_MS) / 60_000));
  const [begun, before] = [now(), memory()];
  let most = before;
  const one = async () => {
    const since = now();
    const hashing = hash();
    // Native code has taken its memory by the next turn of the event loop at the latest.
    setImmediate(() => {
      most = Math.max(most, memory());
    });
    await hashing;
    most = Math.max(most, memory());
    return now() - since;
  };
  const under: Promise<number>[] = [];
  for (let index = 0; index < count; index++) {
    if (index > 0) await pause(SAMPLE_MS / count);
    const next = one();
    // Told of at the end.
    next.catch(() => {});
    under.push(next);
  }
  const times = await Promise.all(under);
  return { ...summed(times), totalMs: now() - begun, memoryBytes: most - before };
}

/** A measurement, in the words of the reference's tool. */
export function loadResult(load: Load): Result {
  const nanoseconds = (ms: number) => new JsonNumber(String(Math.round(ms * 1_000_000)));
  const times: readonly (readonly [header: string, key: string, ms: number])[] = [
    ['TOTAL TIME', 'total_time', load.totalMs],
    ['MEDIAN REQUEST TIME', 'median_request_time', load.medianMs],
    ['STANDARD DEVIATION', 'std_deviation', load.deviationMs],
    ['MIN REQUEST TIME', 'min_request_time', load.leastMs],
    ['MAX REQUEST TIME', 'max_request_time', load.mostMs],
  ];
  const memory = sizeText(Math.round(load.memoryBytes / 1024 ** 2) * 1024 ** 2);
  return {
    headers: [...times.map(([header]) => header), 'MEMORY USED'],
    rows: [[...times.map(([, , ms]) => durationText(ms)), memory]],
    single: true,
    json: new Map<string, JsonNode>([
      ...times.map(([, key, ms]): [string, JsonNode] => [key, nanoseconds(ms)]),
      ['mem_used', memory],
    ]),
  };
}
