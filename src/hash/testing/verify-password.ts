import { formatOf } from '../formats.ts';

/**
 * Whether the password belongs to the stored hash. A hash of no known format, beyond the cost bounds or malformed belongs to no
 * password and costs no work. Bounds nothing but the single hash: use `createPasswordHashing` where requests come in.
 * @throws Error only when the machine fails (no memory, a dead thread), so that this is not taken for a wrong password
 */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  return (await formatOf(hash)?.verify(hash, password)) ?? false;
}
