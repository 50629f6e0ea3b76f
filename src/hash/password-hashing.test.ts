import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createArgon2Hasher } from './argon2-hasher.ts';
import { createBcryptHasher } from './bcrypt-hasher.ts';
import type { ConfiguredHasher } from './configured-hasher.ts';
import { formatOf } from './formats.ts';
import { createHashPool, type HashPool, type JobOptions } from './hash-pool.ts';
import { createPasswordHashing } from './password-hashing.ts';

/** A pool that is full, and notes what it was asked for. */
function fullPool() {
  const asked: (JobOptions | undefined)[] = [];
  const pool: HashPool = {
    run: async (_work, options) => {
      asked.push(options);
      throw new Error('full');
    },
    load: () => ({ running: 0, waiting: 0 }),
  };
  return { asked, pool };
}

const hasher: ConfiguredHasher = { ...createBcryptHasher({ cost: 4 }), memoryBytes: 7 };

const ARGON2 = { memoryKib: 64, iterations: 2, parallelism: 1, saltLength: 16, keyLength: 32 };

/** Format and cost of a hash. */
const costOf = (hash: string) => /^\$2b\$\d\d\$|^\$argon2id\$v=19\$m=64,t=2,p=1\$/.exec(hash)?.[0];

const COSTLY = [
  ['bcrypt', '$2b$04$abcdefghijklmnopqrstuuEEga7rWR0W8JYt9sZKoQBeJydQSck0S', 0],
  ['argon2', '$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AkPV42+xEwge2ZExIp7YJ60Qw4RvHQz+UaFK/D956k0', 65_536],
  ['scrypt', '$scrypt$ln=16,r=1,p=1$emVsb3Mtc2FsdC1ieXRlcw==$nsRm5ltCPOwG+0h65Ed//jmUPOQesO4Jd9d7+u5DUk0=', 128 * 19 + 1024],
  ['pbkdf2', '$pbkdf2-sha1$i=1000,l=20$emVsb3Mtc2FsdC1ieXRlcw$KVQbAnYqkvI/qU/aO32so/2wR9Q', 0],
  ['sha-crypt', '$sha256-crypt$zelossalt$a.rr5Dm9GXfbsS/7ITv851ae3PitZ1oAs3C1jGRcz5B', 0],
] as const;

describe('password hashing', () => {
  it('hashes and compares in the pool', async () => {
    const pool = createHashPool({ concurrency: 2, maxWaiting: 10, clock: createSystemClock() });
    const hashing = createPasswordHashing({ hasher, pool });
    const hash = await hashing.hash('secret');
    expect(await hashing.verify(hash, 'secret')).toBe(true);
    expect(await hashing.verify(hash, 'secret ')).toBe(false);
    for (const [, costly] of COSTLY) expect(await hashing.verify(costly, 'zelos-import')).toBe(true);
    await expect(hashing.hash('a'.repeat(73))).rejects.toMatchObject({ code: 'password_too_long' });
  });

  it('asks for a slot, with the memory of the hasher, to make a hash', async () => {
    const { asked, pool } = fullPool();
    await expect(createPasswordHashing({ hasher, pool }).hash('x')).rejects.toThrow('full');
    await expect(createPasswordHashing({ hasher, pool }).hash('x', { urgent: true })).rejects.toThrow('full');
    expect(asked).toEqual([
      { memoryBytes: 7, urgent: false },
      { memoryBytes: 7, urgent: true },
    ]);
  });

  it('compares with nothing as it does with a hash of its own: the same slot, the same format and cost', async () => {
    const { asked, pool } = fullPool();
    const argon2 = createArgon2Hasher({ ...ARGON2, random: createSystemRandom() });
    for (const configured of [createBcryptHasher({ cost: 5 }), argon2]) {
      const own = await configured.hash('secret');
      expect(configured.decoy.length).toBe(own.length);
      expect(costOf(own)).toBeDefined();
      expect(costOf(configured.decoy)).toBe(costOf(own));
      const hashing = createPasswordHashing({ hasher: configured, pool });
      await expect(hashing.verify(own, 'secret')).rejects.toThrow('full');
      await expect(hashing.verifyNothing('secret')).rejects.toThrow('full');
      expect(asked.at(-1)).toEqual(asked.at(-2));
    }
  });

  it.each(COSTLY)('asks for a slot, with the memory of the hash, to compare with %s', async (_name, hash, memory) => {
    const { asked, pool } = fullPool();
    await expect(createPasswordHashing({ hasher, pool }).verify(hash, 'x')).rejects.toThrow('full');
    expect(asked).toEqual([{ memoryBytes: memory, urgent: true }]);
  });

  it.each([
    ['md5', '$md5$CY9rzUYh03PK3k6DJie09g=='],
    ['ssha', '{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a'],
    ['sha', '$sha1$pf=e1NBTFR9e1BBU1NXT1JEfQ==$NW9wbWtnejAzcg==$2qU2SGWP8viTM1md3FiI3+rjWXQ='],
    ['hmac', '$hmac-md4$MWQ5ZTI4Nzc2Zjg4YmE2MTQ5YjQ0OTMyOGE4NWU4YjA=$MTIzNDU='],
  ])('compares with %s though the pool is full', async (name, hash) => {
    const { asked, pool } = fullPool();
    const hashing = createPasswordHashing({ hasher, pool });
    expect(await hashing.verify(hash, name === 'ssha' ? 'test123' : 'test')).toBe(true);
    expect(asked).toEqual([]);
  });

  it.each([
    ['unknown', 'plain'],
    ['empty', ''],
    ['beyond the bounds', '$2b$16$abcdefghijklmnopqrstuuEEga7rWR0W8JYt9sZKoQBeJydQSck0S'],
    ['malformed', '$sha512-crypt$$'],
  ])('answers no without a slot for a hash that is %s', async (_name, hash) => {
    const { asked, pool } = fullPool();
    expect(await createPasswordHashing({ hasher, pool }).verify(hash, 'x')).toBe(false);
    expect(asked).toEqual([]);
  });

  it('computes the comparison with nothing, and no password gets through', async () => {
    const pool = createHashPool({ concurrency: 2, maxWaiting: 10, clock: createSystemClock() });
    for (const configured of [createBcryptHasher({ cost: 4 }), createArgon2Hasher({ ...ARGON2, random: createSystemRandom() })]) {
      const hashing = createPasswordHashing({ hasher: configured, pool });
      for (const password of ['', 'secret', 'x'.repeat(100)]) expect(await hashing.verifyNothing(password)).toBe(false);
      // Not refused at once, as a malformed hash would be.
      expect(formatOf(configured.decoy)?.check(configured.decoy)).toBe('accept');
      expect(formatOf(configured.decoy)?.prepare(configured.decoy)?.cheap).toBe(false);
    }
  });

  it('upgrades hashes of another kind, whatever the cost of those of its own', () => {
    const { pool } = fullPool();
    const bcrypt12 = createPasswordHashing({ hasher: createBcryptHasher({ cost: 12 }), pool });
    expect(COSTLY.map(([name, hash]) => [name, bcrypt12.needsUpgrade(hash)])).toEqual([
      ['bcrypt', false],
      ['argon2', true],
      ['scrypt', true],
      ['pbkdf2', true],
      ['sha-crypt', true],
    ]);
    const argon2 = createPasswordHashing({ hasher: createArgon2Hasher({ ...ARGON2, random: createSystemRandom() }), pool });
    expect(argon2.needsUpgrade(COSTLY[1][1])).toBe(false);
    expect(argon2.needsUpgrade(COSTLY[1][1].replace('argon2id', 'argon2i'))).toBe(true);
    expect(argon2.needsUpgrade(COSTLY[0][1])).toBe(true);
  });
});
