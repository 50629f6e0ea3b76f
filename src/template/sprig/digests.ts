import { createHash } from 'node:crypto';
import { text } from '../argument.ts';
import { type Functions, of } from '../template-function.ts';
import type { Value } from '../value.ts';

const digest =
  (algorithm: string) =>
  ([value]: readonly Value[]) =>
    createHash(algorithm).update(text(value)).digest('hex');

function adler32(value: string): string {
  let [low, high] = [1, 0];
  for (const byte of Buffer.from(value)) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return String(high * 65_536 + low);
}

/** Functions that digest texts. */
export const DIGESTS: Functions = {
  sha1sum: of(1, digest('sha1')),
  sha256sum: of(1, digest('sha256')),
  sha512sum: of(1, digest('sha512')),
  adler32sum: of(1, ([value]) => adler32(text(value))),
};
