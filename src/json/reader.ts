import { DEFAULT_LIMITS, type JsonLimits, JsonReader } from './json-reader.ts';
import type { JsonText } from './json-text.ts';
import { skipValue } from './skip.ts';

export interface ReadJsonOptions {
  /** What becomes of data after the first value. Default: `refuse`. */
  readonly trailing?: 'ignore' | 'refuse';
  /** Default: 200 levels, numbers of 4096 characters with exponents of 6 digits. */
  readonly limits?: Partial<JsonLimits>;
}

/**
 * Checks a JSON text from outside and takes the white space out of it. Keys keep their order; numbers and strings stay as they
 * are written.
 * @throws JsonFault
 */
export function readJson(text: string, { trailing = 'refuse', limits }: ReadJsonOptions = {}): JsonText {
  const reader = new JsonReader(text, limits ? { ...DEFAULT_LIMITS, ...limits } : DEFAULT_LIMITS);
  const value = reader.minified(skipValue);
  reader.finish(trailing);
  return value as JsonText;
}
