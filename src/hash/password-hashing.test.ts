import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../lib/clock.ts';
import { createBcryptHasher } from './bcrypt-hasher.ts';
import type { ConfiguredHasher } from './configured-hasher.ts';
import { createHashPool, type HashPool } from './hash-pool.ts';
import { createPasswordHashing } from './password-hashing.ts';

/** A pool that is full, and notes what it was asked for. */
function fullPool() {
  const asked: number[] = [];
  const pool: HashPool = {
    run: async (_work, memoryBytes = 0) => {
      asked.push(memoryBytes);
      throw new Error('full');
    },
    load: () => ({ running: 0, waiting: 0 }),
  };
  return { asked, pool };
}

const hasher: ConfiguredHasher = { ...createBcryptHasher({ cost: 4 }), memoryBytes: 7 };

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
    expect(hashing.understands(hash)).toBe(true);
    for (const [, costly] of COSTLY) expect(await hashing.verify(costly, 'zelos-import')).toBe(true);
    await expect(hashing.hash('a'.repeat(73))).rejects.toMatchObject({ code: 'password_too_long' });
  });

  it('asks for a slot, with the memory of the hasher, to make a hash', async () => {
    const { asked, pool } = fullPool();
    await expect(createPasswordHashing({ hasher, pool }).hash('x')).rejects.toThrow('full');
    expect(asked).toEqual([7]);
  });

  it.each(COSTLY)('asks for a slot, with the memory of the hash, to compare with %s', async (_name, hash, memory) => {
    const { asked, pool } = fullPool();
    await expect(createPasswordHashing({ hasher, pool }).verify(hash, 'x')).rejects.toThrow('full');
    expect(asked).toEqual([memory]);
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
});
