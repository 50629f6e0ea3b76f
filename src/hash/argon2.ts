import type { Algorithm } from '@node-rs/argon2';
import { decodeUnpadded } from './base64.ts';
import { BOUNDS, within } from './bounds.ts';
import { createHashFormat, type HashFormat, type HashRefusal } from './hash-format.ts';
import { sameBytes } from './same-bytes.ts';
import { readUnsigned, UINT8, UINT32 } from './unsigned.ts';

/** Variants of Argon2 (RFC 9106) by the number that the native module gives them. */
const VARIANTS = { argon2i: 1, argon2id: 2 } as const satisfies Record<string, Algorithm>;

const SHORTEST_SALT = 8;
const SHORTEST_DIGEST = 4;

/** Cost of an Argon2 hash. */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

interface Argon2Hash extends Argon2Cost {
  readonly salt: Buffer;
  readonly digest: Buffer;
}

/** Whether hashes of this cost are computed at all (contract 8.3). */
export function isArgon2CostAllowed({ memoryKib, passes, lanes }: Argon2Cost): boolean {
  return within(memoryKib, BOUNDS.argon2Memory) && within(passes, BOUNDS.argon2Passes) && within(lanes, BOUNDS.argon2Lanes);
}

/** The bytes of an Argon2 hash. @param length of the result in bytes */
export async function computeArgon2(
  variant: keyof typeof VARIANTS,
  password: Buffer,
  salt: Uint8Array,
  { memoryKib, passes, lanes }: Argon2Cost,
  length: number,
): Promise<Buffer> {
  // Loaded when it is needed first: most servers have hashes of bcrypt only, and it is native code that takes part of the start.
  const { hashRaw } = await import('@node-rs/argon2');
  const cost = { memoryCost: memoryKib, timeCost: passes, parallelism: lanes, outputLen: length };
  return hashRaw(password, { ...cost, algorithm: VARIANTS[variant], salt });
}

function parse(hash: string): Argon2Hash | HashRefusal {
  const [, , version = '', cost = '', salt, digest, ...more] = hash.split('$');
  if (salt === undefined || digest === undefined || more.length > 0) return 'unparseable';
  const [, number] = /^v=(\d+)/.exec(version) ?? [];
  if (number === undefined || Number(number) !== 19) return 'unparseable';
  const [, m, t, p] = /^m=(\d+),t=(\d+),p=(\d+)/.exec(cost) ?? [];
  const memoryKib = readUnsigned(m, UINT32);
  const passes = readUnsigned(t, UINT32);
  const lanes = readUnsigned(p, UINT8);
  if (memoryKib === undefined || passes === undefined || lanes === undefined) return 'unparseable';
  if (!isArgon2CostAllowed({ memoryKib, passes, lanes })) return 'out_of_bounds';
  const saltBytes = decodeUnpadded(salt);
  const digestBytes = decodeUnpadded(digest);
  if (!saltBytes || !digestBytes?.length) return 'unparseable';
  return { memoryKib, passes, lanes, salt: saltBytes, digest: digestBytes };
}

function createArgon2Format(variant: keyof typeof VARIANTS): HashFormat {
  return createHashFormat<Argon2Hash>({
    name: variant,
    cheap: false,
    prefix: new RegExp(`^\\$${variant}\\$`),
    importChecks: 'everything',
    parse,
    memoryBytes: ({ memoryKib }) => memoryKib * 1024,

    async matches({ salt, digest, ...cost }, password) {
      // RFC 9106 asks for 8 KiB per lane and 4 bytes of digest, and implementations for 8 bytes of salt; the native module throws below.
      if (cost.memoryKib < 8 * cost.lanes || salt.length < SHORTEST_SALT || digest.length < SHORTEST_DIGEST) return false;
      return sameBytes(await computeArgon2(variant, password, salt, cost, digest.length), digest);
    },
  });
}

/** `$argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<digest>`, both in base64 without padding. */
export const argon2id = createArgon2Format('argon2id');

/** Like `argon2id`, with the variant that reads memory in an order that does not depend on the password. */
export const argon2i = createArgon2Format('argon2i');
