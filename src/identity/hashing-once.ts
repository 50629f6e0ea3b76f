import type { PasswordHasher } from '../credential/credential-kind.ts';

/** A hasher for work that may have to be repeated: what it has hashed before it does not hash again. Keep it as long as the work. */
export function hashingOnce(hasher: PasswordHasher): PasswordHasher {
  const hashes = new Map<string, Promise<string>>();
  return {
    hash(password) {
      const hash = hashes.get(password) ?? hasher.hash(password);
      hashes.set(password, hash);
      return hash;
    },
  };
}
