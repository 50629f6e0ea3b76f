import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, HASH_FORMATS } from './formats.ts';
import { verifyPassword } from './testing/verify-password.ts';

const PASSWORD = 'zelos-import';

/** One right hash of each kind that is quick to compute, whatever number in it changes by a digit. */
const RIGHT = [
  '$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AkPV42+xEwge2ZExIp7YJ60Qw4RvHQz+UaFK/D956k0',
  // The value of l counts for nothing, so that a hash with two digits there would survive the loss of one.
  '$pbkdf2-sha1$i=1000,l=9$emVsb3Mtc2FsdC1ieXRlcw$KVQbAnYqkvI/qU/aO32so/2wR9Q',
  '$scrypt$ln=16,r=1,p=1$emVsb3Mtc2FsdC1ieXRlcw==$nsRm5ltCPOwG+0h65Ed//jmUPOQesO4Jd9d7+u5DUk0=',
  '$sha256-crypt$zelossalt$a.rr5Dm9GXfbsS/7ITv851ae3PitZ1oAs3C1jGRcz5B',
] as const;

const PREFIXES = [
  ...['$md5-crypt$', '$2b$', '$2$', '$sha256-crypt$', '$sha512-crypt$', '$argon2id$', '$argon2i$', '$pbkdf2-sha256$'],
  ...['$scrypt$', '{SSHA}', '{SSHA256}', '{SSHA512}', '$sha1$', '$firescrypt$', '$md5$', '$hmac-md4$', '$hmac-sha512$'],
];

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '$',
      '=',
      ',',
      'v=19',
      'm=1,t=1,p=1',
      'i=1,l=1',
      'ln=2,r=1,p=1',
      'rounds=1000',
      'pf=',
      'AAAA',
      'AA==',
      '\n',
      '\0',
      '04',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  ),
  { maxLength: 12 },
);

describe('hashes that nobody made', () => {
  it('cover the prefix of every format', () => {
    expect(new Set(PREFIXES.map(formatOf))).toEqual(new Set(HASH_FORMATS));
  });

  it('are judged and compared without an exception, and never match', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PREFIXES), pieces, async (prefix, rest) => {
        const hash = prefix + rest.join('');
        expect(['accept', 'out_of_bounds', 'unparseable']).toContain(formatOf(hash)?.check(hash));
        expect(await verifyPassword(hash, PASSWORD)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('do not match when a single character was removed from a right one', async () => {
    for (const right of RIGHT) {
      expect(await verifyPassword(right, PASSWORD)).toBe(true);
      for (let index = 0; index < right.length; index++) {
        const cut = right.slice(0, index) + right.slice(index + 1);
        expect(await verifyPassword(cut, PASSWORD), cut).toBe(false);
      }
    }
  });

  it.each([
    ['argon2id', '$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$'],
    ['pbkdf2', '$pbkdf2-sha1$i=1000,l=20$emVsb3Mtc2FsdC1ieXRlcw$'],
    ['scrypt', '$scrypt$ln=16,r=1,p=1$emVsb3Mtc2FsdC1ieXRlcw==$'],
    ['firescrypt', '$firescrypt$ln=1,r=1,p=1$AA==$$AA==$'],
  ])('of %s with an empty digest are refused on import and never match', async (_name, hash) => {
    expect(formatOf(hash)?.check(hash)).toBe('unparseable');
    expect(await verifyPassword(hash, PASSWORD)).toBe(false);
  });

  it.each([
    ['less memory than 8 KiB per lane', '$argon2id$v=19$m=31,t=1,p=4$MDEyMzQ1Njc4OWFiY2RlZg$AkPV42+xEwge2ZExIp7YJ6'],
    ['a salt of 6 bytes', '$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1$AkPV42+xEwge2ZExIp7YJw'],
    ['a digest of 3 bytes', '$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AkPV'],
    ['N of 1', '$scrypt$ln=1,r=1,p=1$emVsb3Mtc2FsdC1ieXRlcw==$AAAA'],
    ['N of 2^16 with r of 1', '$scrypt$ln=65536,r=1,p=1$emVsb3Mtc2FsdC1ieXRlcw==$AAAA'],
    ['log2 N of 0', '$firescrypt$ln=0,r=1,p=1$AA==$AAAA$AA==$AAAA'],
  ])('that the native code would refuse do not match: %s', async (_name, hash) => {
    expect(await verifyPassword(hash, PASSWORD)).toBe(false);
  });
});
