import type { CryptAlgorithm } from './crypt-base64.ts';
import type { CryptJob } from './crypt-job.ts';
import { cryptMemory, runCrypt } from './run-crypt.ts';
import { sameBytes } from './same-bytes.ts';

/**
 * Bytes of a password that is compared. The work grows with rounds times length, and the libraries that make these hashes stop
 * at this length too.
 */
const LONGEST_PASSWORD = 512;

/** What the texts of the crypt(3) formats say. */
export interface CryptHash {
  readonly rounds: number;
  readonly salt: string;
  readonly digest: string;
}

/** Bytes of memory that a comparison fills. */
export function cryptHashMemory({ rounds }: CryptHash): number {
  return cryptMemory(rounds);
}

/**
 * Whether the password belongs to the hash.
 * @param saltLength bytes of the salt that count; crypt(3) ignores what follows
 */
export async function matchesCrypt(
  algorithm: CryptAlgorithm,
  saltLength: number,
  { rounds, salt, digest }: CryptHash,
  password: Buffer,
): Promise<boolean> {
  if (password.length > LONGEST_PASSWORD) return false;
  const job: CryptJob = { algorithm, password, salt: Buffer.from(salt).subarray(0, saltLength), rounds };
  return sameBytes(Buffer.from(await runCrypt(job)), Buffer.from(digest));
}
