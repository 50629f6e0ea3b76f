import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { checkImportedHash } from './check-imported-hash.ts';
import { formatOf } from './formats.ts';

const check = (hash: string) => formatOf(hash)?.check(hash);

const bcrypt = (cost: string) => `$2b$${cost}$abcdefghijklmnopqrstuuEEga7rWR0W8JYt9sZKoQBeJydQSck0S`;
const argon2 = (cost: string) => `$argon2i$v=19$${cost}$MDEyMzQ1Njc4OWFiY2RlZg$AkPV42+xEwge2ZExIp7YJ60Qw4RvHQz+UaFK/D956k0`;
const pbkdf2 = (iterations: number, bytes = 20) =>
  `$pbkdf2-sha1$i=${iterations},l=20$emVsb3M$${Buffer.alloc(bytes, 1).toString('base64').replaceAll('=', '')}`;
const scrypt = (cost: string) => `$scrypt$${cost}$emVsb3Mt$AAAA`;
const firescrypt = (cost: string) => `$firescrypt$${cost}$emVsb3Mt$AAAA$AAAA$AAAA`;
const shaCrypt = (rounds: string) => `$sha512-crypt$rounds=${rounds}$salt$${'a'.repeat(86)}`;

describe('cost bounds', () => {
  it.each([
    ...[bcrypt('04'), bcrypt('15')],
    ...[argon2('m=1,t=1,p=1'), argon2('m=1048576,t=10,p=16')],
    ...[pbkdf2(1), pbkdf2(10_000_000), pbkdf2(10_000_000, 80), pbkdf2(25_000, 512)],
    ...[scrypt('ln=1,r=1,p=1'), scrypt('ln=131072,r=8,p=10')],
    ...[firescrypt('ln=0,r=1,p=1'), firescrypt('ln=17,r=8,p=10')],
    ...[shaCrypt('1000'), shaCrypt('10000000')],
  ])('include their ends: %s', (hash) => {
    expect(check(hash)).toBe('accept');
    expect(formatOf(hash)?.prepare(hash)).toBeDefined();
  });

  it.each([
    ...[bcrypt('16'), bcrypt('31')],
    ...[argon2('m=0,t=1,p=1'), argon2('m=1048577,t=1,p=1'), argon2('m=8,t=0,p=1'), argon2('m=8,t=11,p=1'), argon2('m=8,t=1,p=0')],
    ...[pbkdf2(0), pbkdf2(10_000_001), pbkdf2(10_000_000, 81)],
    ...[
      scrypt('ln=0,r=1,p=1'),
      scrypt('ln=131073,r=1,p=1'),
      scrypt('ln=2,r=0,p=1'),
      scrypt('ln=2,r=9,p=1'),
      scrypt('ln=2,r=1,p=0'),
    ],
    ...[firescrypt('ln=18,r=1,p=1'), firescrypt('ln=1,r=9,p=1'), firescrypt('ln=1,r=1,p=11'), firescrypt('ln=1,r=0,p=1')],
    ...[shaCrypt('10000001'), shaCrypt('9'.repeat(400))],
  ])('exclude what is beyond, and nothing is computed: %s', (hash) => {
    expect(check(hash)).toBe('out_of_bounds');
    expect(formatOf(hash)?.prepare(hash)).toBeUndefined();
  });

  it.each([bcrypt('03'), bcrypt('32'), argon2('m=8,t=1,p=256'), argon2('m=4294967296,t=1,p=1'), scrypt('ln=4294967296,r=1,p=1')])(
    'leave what no implementation knows to the parser: %s',
    (hash) => expect(check(hash)).toBe('unparseable'),
  );

  it('come before base64: a hash that is beyond them and malformed is beyond them', () => {
    expect(check('$argon2id$v=19$m=8,t=99,p=1$*$*')).toBe('out_of_bounds');
    expect(check('$pbkdf2-sha256$i=0,l=1$*$*')).toBe('out_of_bounds');
    expect(check('$scrypt$ln=16,r=99,p=1$*$*')).toBe('out_of_bounds');
    expect(check('$firescrypt$ln=99,r=1,p=1$*$*$*$*')).toBe('out_of_bounds');
  });

  it('are refused with the name of the format and without the hash', () => {
    const hash = bcrypt('16');
    let caught: unknown;
    try {
      checkImportedHash(hash);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ApiError);
    expect(caught).toMatchObject({ code: 'password_bounds', status: 400, details: { format: 'bcrypt' } });
    expect(JSON.stringify(caught)).not.toContain(hash.slice(10));
  });

  it('ignore text after the last parameter of the cost', () => {
    expect(check(argon2('m=8,t=1,p=1,keyid=x'))).toBe('accept');
  });
});
