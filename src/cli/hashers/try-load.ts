import { setTimeout as pause } from 'node:timers/promises';
import { type Load, measureLoad } from './measure-load.ts';
import { type Argon2Parameters, durationText, sizeText } from './parameters.ts';

/** What measurements may be over before they are too much. */
const TOLERANCE = 1.1;

/** What is wrong with a measurement; undefined when all is well. */
export function excessOf(
  load: Load,
  parameters: Argon2Parameters,
): { readonly of: 'time' | 'memory'; readonly text: string } | undefined {
  const most = parameters.expectedDurationMs + parameters.expectedDeviationMs;
  if (load.memoryBytes > parameters.dedicatedMemoryBytes * TOLERANCE)
    return {
      of: 'memory',
      text: `hashing took ${sizeText(Math.round(load.memoryBytes / 1024 ** 2) * 1024 ** 2)} of memory, more than ${sizeText(parameters.dedicatedMemoryBytes)}`,
    };
  if (load.medianMs > most * TOLERANCE)
    return {
      of: 'time',
      text: `half of the passwords waited ${durationText(load.medianMs)} or longer, more than ${durationText(most)}`,
    };
  return undefined;
}

/** Measures twenty seconds of passwords on this machine. @throws UsageError for parameters that no server takes */
export async function tryLoad(perMinute: number, parameters: Argon2Parameters): Promise<Load> {
  const { createTrial } = await import('./try-hash.ts');
  const make = createTrial(parameters);
  return measureLoad({
    perMinute,
    hash: () => make('a password of some length'),
    now: () => performance.now(),
    pause: (ms) => pause(ms),
    memory: () => process.memoryUsage.rss(),
  });
}
