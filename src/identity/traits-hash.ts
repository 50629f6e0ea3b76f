import { createHash } from 'node:crypto';
import { canonicalOf } from '../json/canonical.ts';
import type { JsonText } from '../json/json-text.ts';

/** SHA-256 of traits, hexadecimal; the same for all spellings of a value. */
export function traitsHash(traits: JsonText): string {
  return createHash('sha256').update(canonicalOf(traits)).digest('hex');
}
