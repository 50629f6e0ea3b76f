import type { Command } from 'commander';
import { parseByteSize } from '../../config/byte-size.ts';
import type { HashersConfig } from '../../config/config.ts';
import { forgetfulSecrets } from '../../config/forgetful-secrets.ts';
import { loadConfig } from '../../config/load-config.ts';
import { systemInputs } from '../../config/system-inputs.ts';
import { JsonNumber } from '../../json/json-number.ts';
import type { JsonNode } from '../../json/tree.ts';
import { printGoDuration } from '../../lib/go-duration.ts';
import { withConfig } from '../configured.ts';
import type { Result } from '../print/print-result.ts';
import { countFlag, durationFlag } from '../read-flags.ts';
import { UsageError } from '../report-failure.ts';

/** What a hash costs, how long it should take, and what there is for all of them. */
export type Argon2Parameters = HashersConfig['argon2'];

/** The flags that `withArgon2` adds. */
export interface Argon2Flags {
  readonly config: string[];
  readonly iterations?: string;
  readonly memory?: string;
  readonly parallelism?: string;
  readonly dedicatedMemory?: string;
  readonly minDuration?: string;
  readonly expectedDeviation?: string;
  readonly saltLength?: string;
  readonly keyLength?: string;
}

/** Adds the flags that tell what to measure with; where one is not given, the configuration says it. */
export const withArgon2 = (command: Command) =>
  withConfig(command)
    .option('--parallelism <number>', 'lanes of one hash (default: twice the processors, 16 at most)')
    .option('--dedicated-memory <size>', 'memory that is there for all hashes at once (default: 1GB)')
    .option('--min-duration <duration>', 'time that one hash should take at least (default: 500ms)')
    .option('--expected-deviation <duration>', 'how much longer it may take (default: 500ms)')
    .option('--salt-length <bytes>', 'length of the salt (default: 16)')
    .option('--key-length <bytes>', 'length of the digest (default: 32)');

/** Adds the flags of cost, where they are not what is to be found out. */
export const withArgon2Cost = (command: Command) =>
  withArgon2(command)
    .option('--iterations <number>', 'passes over the memory (default: 1)')
    .option('--memory <size>', 'memory of one hash (default: 128MB)');

/** Bytes of a size such as 128MB. @throws UsageError */
export function sizeFlag(flag: string, text: string): number {
  const bytes = parseByteSize(text);
  if (bytes !== undefined) return bytes;
  throw new UsageError(`${flag} takes a size such as 128MB or 1GB, not ${JSON.stringify(text)}.`);
}

/** The parameters that configuration and flags make. @throws UsageError, ConfigError */
export async function argon2Of(flags: Argon2Flags): Promise<Argon2Parameters> {
  const inputs = { ...systemInputs(), secretFiles: forgetfulSecrets(), files: flags.config, flags: {}, devFromFiles: true };
  const { argon2 } = (await loadConfig(inputs)).config.hashers;
  const given = <T>(text: string | undefined, read: (text: string) => T, otherwise: T) =>
    text === undefined ? otherwise : read(text);
  const count = (flag: string, least: number) => (text: string) => countFlag(flag, text, { least });
  return {
    memoryBytes: given(flags.memory, (text) => sizeFlag('--memory', text), argon2.memoryBytes),
    iterations: given(flags.iterations, count('--iterations', 1), argon2.iterations),
    parallelism: given(flags.parallelism, count('--parallelism', 1), argon2.parallelism),
    saltLength: given(flags.saltLength, count('--salt-length', 16), argon2.saltLength),
    keyLength: given(flags.keyLength, count('--key-length', 16), argon2.keyLength),
    expectedDurationMs: given(flags.minDuration, (text) => durationFlag('--min-duration', text), argon2.expectedDurationMs),
    expectedDeviationMs: given(
      flags.expectedDeviation,
      (text) => durationFlag('--expected-deviation', text),
      argon2.expectedDeviationMs,
    ),
    dedicatedMemoryBytes: given(
      flags.dedicatedMemory,
      (text) => sizeFlag('--dedicated-memory', text),
      argon2.dedicatedMemoryBytes,
    ),
  };
}

const UNITS = ['B', 'KB', 'MB', 'GB'];

/** A size as the configuration takes it, in the largest unit in which it is a whole number. */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size > 0 && size % 1024 === 0 && unit < UNITS.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${size}${UNITS[unit]}`;
}

/** A duration as the configuration takes it. */
export const durationText = (ms: number): string => printGoDuration(BigInt(Math.round(ms * 1_000_000)));

/** Parameters, in the words of the configuration. */
export function parametersResult(parameters: Argon2Parameters): Result {
  const { memoryBytes, iterations, parallelism, saltLength, keyLength } = parameters;
  const shown: readonly (readonly [header: string, key: string, value: string | number])[] = [
    ['MEMORY', 'memory', sizeText(memoryBytes)],
    ['ITERATIONS', 'iterations', iterations],
    ['PARALLELISM', 'parallelism', parallelism],
    ['SALT LENGTH', 'salt_length', saltLength],
    ['KEY LENGTH', 'key_length', keyLength],
    ['EXPECTED DURATION', 'minimal_duration', durationText(parameters.expectedDurationMs)],
    ['EXPECTED DEVIATION', 'expected_deviation', durationText(parameters.expectedDeviationMs)],
    ['DEDICATED MEMORY', 'dedicated_memory', sizeText(parameters.dedicatedMemoryBytes)],
  ];
  return {
    headers: shown.map(([header]) => header),
    rows: [shown.map(([, , value]) => String(value))],
    single: true,
    json: new Map<string, JsonNode>(
      shown.map(([, key, value]) => [key, typeof value === 'number' ? new JsonNumber(String(value)) : value]),
    ),
  };
}
