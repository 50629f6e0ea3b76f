import { argon2i, argon2id } from './argon2.ts';
import { bcrypt } from './bcrypt.ts';
import { firescrypt } from './firescrypt.ts';
import type { HashFormat } from './hash-format.ts';
import { hmac } from './hmac.ts';
import { md5 } from './md5.ts';
import { md5Crypt } from './md5-crypt.ts';
import { pbkdf2 } from './pbkdf2.ts';
import { scrypt } from './scrypt.ts';
import { sha } from './sha.ts';
import { sha256Crypt, sha512Crypt } from './sha-crypt.ts';
import { ssha } from './ssha.ts';

/** Every known format, in the order in which they are tried (contract 8.1). */
export const HASH_FORMATS: readonly HashFormat[] = [
  md5Crypt,
  bcrypt,
  sha256Crypt,
  sha512Crypt,
  argon2id,
  argon2i,
  pbkdf2,
  scrypt,
  ssha,
  sha,
  firescrypt,
  md5,
  hmac,
];

/** The format whose prefix a hash has. */
export function formatOf(hash: string): HashFormat | undefined {
  return HASH_FORMATS.find((format) => format.recognises(hash));
}
