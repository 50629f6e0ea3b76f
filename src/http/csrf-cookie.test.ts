import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { type CsrfCookie, type CsrfCookieSettings, createCsrfCookie } from './csrf-cookie.ts';
import { replyStub } from './testing/reply-stub.ts';

const SECRET = Buffer.alloc(32, 7);
const VALUE = SECRET.toString('base64');
const random: Random = { uuid: () => '', text: () => '', bytes: () => new Uint8Array(SECRET) };
const NAME = 'csrf_token_01c86631efd1537ee34a98e75884a6e21dd8e2d9e944934bca21204106bfd32f';

function create(settings: Partial<CsrfCookieSettings> = {}, source = random): CsrfCookie {
  return createCsrfCookie({ baseUrl: 'http://foo.com/bar', path: '/', secure: true, sameSite: 'Lax', ...settings }, source);
}
const requestWith = (cookie?: string) => ({ headers: { cookie } }) as FastifyRequest;
function setBy(csrf: CsrfCookie, cookie?: string): string[] {
  const reply = replyStub();
  csrf.value(requestWith(cookie), reply as unknown as FastifyReply);
  return reply.cookies();
}

describe('the cookie against forged requests', () => {
  test('has the name that the base URL makes, and lives for a year', () => {
    expect(create().name).toBe(NAME);
    expect(setBy(create())).toEqual([`${NAME}=${VALUE}; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax`]);
  });

  test.each([
    [{ path: '/auth', domain: 'foo.com' }, '; Path=/auth; Domain=foo.com; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax'],
    [{ sameSite: 'None' }, '; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=None'],
    [{ secure: false, sameSite: 'None' }, '; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'],
    [{ secure: false, sameSite: 'Strict' }, '; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'],
  ] as const)('%j', (settings, attributes) => {
    expect(setBy(create(settings))).toEqual([`${NAME}=${VALUE}${attributes}`]);
  });

  test.each([
    ['none', undefined, true],
    ['its own', `${NAME}=${VALUE}`, false],
    ['its own among others', `a=b; ${NAME}=${VALUE}; c=d`, false],
    ['its own behind a broken one', `${NAME}=x; ${NAME}=${VALUE}`, false],
    ['one of another server', `csrf_token_0=${VALUE}`, true],
    ['one that is too short', `${NAME}=${Buffer.alloc(31).toString('base64')}`, true],
    ['an empty one', `${NAME}=`, true],
  ])('a browser that brings %s', (_, cookie, isSet) => {
    expect(setBy(create(), cookie)).toHaveLength(isSet ? 1 : 0);
  });

  test('is replaced at most once per request, and the new value holds at once', () => {
    const csrf = create({}, createSystemRandom());
    const reply = replyStub();
    const answer = reply as unknown as FastifyReply;
    const request = requestWith(`${NAME}=${VALUE}`);
    expect(csrf.value(request, answer)).toBe(VALUE);
    const fresh = csrf.rotate(answer);
    expect(fresh).not.toBe(VALUE);
    expect(csrf.rotate(answer)).toBe(fresh);
    expect(csrf.value(request, answer)).toBe(fresh);
    expect(reply.cookies()).toEqual([expect.stringContaining(`${NAME}=${fresh};`)]);
    expect(csrf.rotate(replyStub() as unknown as FastifyReply)).not.toBe(fresh);
  });
});

describe('tokens', () => {
  const csrf = create({}, createSystemRandom());
  const other = Buffer.alloc(32, 8).toString('base64');

  test('are 64 bytes, never the same, and all good for their value', () => {
    const tokens = Array.from({ length: 20 }, () => csrf.token(VALUE));
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9+/]{86}==$/);
      expect([csrf.matches(VALUE, token), csrf.matches(other, token), csrf.matches(undefined, token)]).toEqual([
        true,
        false,
        false,
      ]);
    }
  });

  test.each(['', 'x', VALUE, Buffer.alloc(64).toString('base64'), Buffer.alloc(65).toString('base64')])('%j is none', (token) => {
    expect(csrf.matches(VALUE, token)).toBe(false);
  });

  test('no value and no token do not match each other', () => {
    expect(csrf.matches('', '')).toBe(false);
    expect(csrf.matches('', Buffer.alloc(64).toString('base64'))).toBe(false);
  });
});
