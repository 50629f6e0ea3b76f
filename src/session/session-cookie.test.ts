import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSealedCookie } from '../cipher/sealed-cookie.ts';
import { createSignedCookie } from '../cipher/signed-cookie.ts';
import { createSystemRandom } from '../lib/random.ts';
import { gobTexts } from './gob-texts.ts';
import { createSessionCookie } from './session-cookie.ts';

/** Made by a Go program with the libraries that the reference server makes its cookies with. */
const made = JSON.parse(readFileSync(new URL('../../test/data/go-session-cookies.json', import.meta.url), 'utf8')) as {
  readonly secret: string;
  readonly name: string;
  readonly cookies: Readonly<Record<string, string>>;
};
const DAY_MS = 86_400_000;
const WHOLE = made.cookies.whole ?? '';
/** When they were made. */
const madeAt = Number(Buffer.from(WHOLE, 'base64url').toString('latin1').split('|')[0]) * 1_000_000;
const TOKEN = 'ory_st_Q1w2E3r4T5y6U7i8O9p0A1s2D3f4G5h6';

function cookieOf({ secrets = [made.secret], name = made.name, at = madeAt } = {}) {
  const clock = { micros: () => at };
  const codec = { name, secrets, clock, maxAgeMs: DAY_MS };
  return createSessionCookie({
    sealed: createSealedCookie({ ...codec, random: createSystemRandom() }),
    signed: createSignedCookie(codec),
    attributes: { path: '/', secure: true, sameSite: 'Lax' },
    persistent: true,
    clock,
  });
}

const read = (value: string, options?: Parameters<typeof cookieOf>[0]) =>
  cookieOf(options).read({ cookie: `${options?.name ?? made.name}=${value}` });

describe('a session cookie of the reference server', () => {
  test.each([
    ['whole', { token: TOKEN, expiresAt: '2040-01-02T03:04:05.123456Z' }],
    ['no fraction', { token: TOKEN, expiresAt: '2040-01-02T03:04:05.000000Z' }],
    ['old token', { token: TOKEN.slice(7), expiresAt: '2040-01-02T03:04:05.000000Z' }],
    ['other values', { token: TOKEN, expiresAt: '2040-01-02T03:04:05.000000Z' }],
    ['no token', undefined],
    ['empty', undefined],
  ])('is read: %s', (which, content) => {
    expect(read(made.cookies[which] ?? '')).toEqual(content);
  });

  test('opens with any of the secrets, and until it is too old', () => {
    expect(read(WHOLE, { secrets: ['a-newer-secret-of-some-length', made.secret] })?.token).toBe(TOKEN);
    expect(read(WHOLE, { at: madeAt + DAY_MS * 1000 })?.token).toBe(TOKEN);
    expect(read(WHOLE, { at: madeAt + DAY_MS * 1000 + 1_000_000 })).toBeUndefined();
  });

  test('does not open with another secret or under another name', () => {
    expect(read(WHOLE, { secrets: ['a-newer-secret-of-some-length'] })).toBeUndefined();
    expect(read(WHOLE, { name: 'another' })).toBeUndefined();
  });

  test('does not open when any character was changed', () => {
    const bytes = Buffer.from(WHOLE, 'base64url');
    for (let index = 0; index < WHOLE.length; index++) {
      const changed = WHOLE.slice(0, index) + (WHOLE[index] === 'A' ? 'B' : 'A') + WHOLE.slice(index + 1);
      if (!Buffer.from(changed, 'base64url').equals(bytes)) expect(read(changed)).toBeUndefined();
    }
  });

  test.each(['', 'M', 'MTc=', 'MTc5NTc3MTY3NnxBQUFBfA==', 'MTc5NTc3MTY3Nnx8', `M${'A'.repeat(5000)}`])('%j is none', (value) => {
    expect(read(value)).toBeUndefined();
  });

  test('cookies of our own are read beside them', () => {
    const cookie = cookieOf();
    const content = { token: TOKEN, expiresAt: '2040-01-02T03:04:05.123456Z' as never };
    expect(cookie.read({ cookie: cookie.write(content).split(';')[0] ?? '' })).toEqual(content);
  });
});

test('bytes that are no map of Go, or end in the middle of one, are none', () => {
  const type = Buffer.from('0d7f040102ff80000110011000 00'.replace(' ', ''), 'hex');
  const entry = Buffer.concat([Buffer.from([6]), Buffer.from('string'), Buffer.from([12, 3, 0, 1]), Buffer.from('k')]);
  const whole = Buffer.concat([type, Buffer.from([4 + 2 * entry.length, 0xff, 0x80, 0, 1]), entry, entry]);
  expect(gobTexts(whole)).toEqual(new Map([['k', 'k']]));
  for (let length = 0; length < whole.length; length++) expect(gobTexts(whole.subarray(0, length))).toBeUndefined();
});
