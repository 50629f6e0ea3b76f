import { describe, expect, it } from 'vitest';
import type { PasswordHasher } from '../credential/credential-kind.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createArgon2Hasher } from './argon2-hasher.ts';
import { createBcryptHasher } from './bcrypt-hasher.ts';
import { checkImportedHash } from './check-imported-hash.ts';
import { verifyPassword } from './testing/verify-password.ts';

const CHEAP = { memoryKib: 64, iterations: 1, parallelism: 2, saltLength: 16, keyLength: 32, random: createSystemRandom() };

const BCRYPT = (minor: string) => `$2${minor}$04$abcdefghijklmnopqrstuuEEga7rWR0W8JYt9sZKoQBeJydQSck0S`;
const ARGON2ID = '$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AkPV42+xEwge2ZExIp7YJ60Qw4RvHQz+UaFK/D956k0';

describe('the bcrypt hasher', () => {
  const hasher = createBcryptHasher({ cost: 4 });

  it('makes hashes that verify, with a new salt each time', async () => {
    const port: PasswordHasher = hasher;
    const [first, second] = [await port.hash('pässwörd'), await port.hash('pässwörd')];
    expect(first).toMatch(/^\$2b\$04\$.{53}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword(first, 'pässwörd')).toBe(true);
    expect(await verifyPassword(first, 'passwörd')).toBe(false);
  });

  it('counts bytes: 72 are hashed, 73 refused', async () => {
    expect(await verifyPassword(await hasher.hash('é'.repeat(36)), 'é'.repeat(36))).toBe(true);
    await expect(hasher.hash(`a${'é'.repeat(36)}`)).rejects.toMatchObject({
      code: 'password_too_long',
      reason: expect.stringContaining('at most 72 characters long, but got 73.'),
    });
  });

  it('does not stop at a NUL', async () => {
    const hash = await hasher.hash('before\0after');
    expect(await verifyPassword(hash, 'before\0after')).toBe(true);
    expect(await verifyPassword(hash, 'before')).toBe(false);
    expect(await verifyPassword(hash, 'before\0other')).toBe(false);
  });

  it('understands every bcrypt prefix and nothing else', () => {
    for (const minor of ['', 'a', 'b', 'y', 'z']) expect(hasher.understands(BCRYPT(minor))).toBe(true);
    for (const hash of [BCRYPT('x'), ARGON2ID, '']) expect(hasher.understands(hash)).toBe(false);
  });

  it.each([3, 16, 12.5, Number.NaN])('refuses to be made with cost %d, whose hashes nobody could compare', (cost) => {
    expect(() => createBcryptHasher({ cost })).toThrow(RangeError);
  });
});

describe('the Argon2 hasher', () => {
  const hasher = createArgon2Hasher(CHEAP);

  it('makes PHC strings that verify and could be imported', async () => {
    const hash = await hasher.hash('a'.repeat(200));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=2\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(() => checkImportedHash(hash)).not.toThrow();
    expect(await verifyPassword(hash, 'a'.repeat(200))).toBe(true);
    expect(await verifyPassword(hash, 'a'.repeat(199))).toBe(false);
  });

  it('takes the salt from the randomness that it was given', async () => {
    const random = { ...createSystemRandom(), bytes: () => Buffer.from('0123456789abcdef') };
    const fixed = createArgon2Hasher({ ...CHEAP, parallelism: 1, random });
    expect(await fixed.hash('zelos-import')).toBe(ARGON2ID);
  });

  it('understands argon2id only, and says how much memory it takes', () => {
    expect(hasher.understands(ARGON2ID)).toBe(true);
    for (const hash of [ARGON2ID.replace('2id', '2i'), BCRYPT('b'), '']) expect(hasher.understands(hash)).toBe(false);
    expect(hasher.memoryBytes).toBe(65_536);
  });

  it.each([
    { parallelism: 17 },
    { iterations: 11 },
    { memoryKib: 1_048_577 },
    { memoryKib: 15 },
    { saltLength: 7 },
    { keyLength: 3 },
  ])('refuses to be made with %o, whose hashes nobody could compare', (change) =>
    expect(() => createArgon2Hasher({ ...CHEAP, ...change })).toThrow(RangeError),
  );
});
