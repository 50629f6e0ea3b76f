import { scrypt } from 'node:crypto';

/** Cost of scrypt (RFC 7914). */
export interface ScryptCost {
  /** N itself, not its logarithm. */
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** Bytes of memory that scrypt fills, with room for what OpenSSL keeps beside it. */
export function scryptMemory({ n, r, p }: ScryptCost): number {
  return 128 * r * (n + p + 2) + 1024;
}

/** Whether scrypt is defined for this N: a power of two above 1 and below 2^(16 r). */
export function isScryptCostDefined({ n, r }: ScryptCost): boolean {
  return n > 1 && Math.log2(n) % 1 === 0 && Math.log2(n) < 16 * r;
}

/** The bytes of scrypt, for a cost that is defined. @param length of the result in bytes */
export function scryptKey(password: Buffer, salt: Buffer, cost: ScryptCost, length: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: scryptMemory(cost) };
  scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}
