import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { type CsrfCookieSettings, createCsrfCookie } from './csrf-cookie.ts';

const SECRET = Buffer.alloc(32, 7);
const VALUE = SECRET.toString('base64');
const random = { uuid: () => '', text: () => '', bytes: () => new Uint8Array(SECRET) };
const NAME = 'csrf_token_01c86631efd1537ee34a98e75884a6e21dd8e2d9e944934bca21204106bfd32f';

function setCookie(url: string, cookie?: string, settings: Partial<CsrfCookieSettings> = {}): string | undefined {
  const set = createCsrfCookie({ baseUrl: 'http://foo.com/bar', path: '/', secure: true, sameSite: 'Lax', ...settings }, random);
  let found: string | undefined;
  const reply = { header: (_name: string, value: string) => (found = value) };
  set({ url, headers: { cookie } } as FastifyRequest, reply as unknown as FastifyReply);
  return found;
}

describe('the cookie against forged requests', () => {
  test('has the name that the base URL makes, and lives for a year', () => {
    expect(setCookie('/self-service/errors')).toBe(`${NAME}=${VALUE}; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax`);
  });

  test.each([
    [{ path: '/auth', domain: 'foo.com' }, '; Path=/auth; Domain=foo.com; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax'],
    [{ sameSite: 'None' }, '; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=None'],
    [{ secure: false, sameSite: 'None' }, '; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'],
    [{ secure: false, sameSite: 'Strict' }, '; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'],
  ] as const)('%j', (settings, attributes) => {
    expect(setCookie('/', undefined, settings)).toBe(`${NAME}=${VALUE}${attributes}`);
  });

  test.each([
    ['none', undefined, true],
    ['its own', `${NAME}=${VALUE}`, false],
    ['its own among others', `a=b; ${NAME}=${VALUE}; c=d`, false],
    ['one of another server', `csrf_token_0=${VALUE}`, true],
    ['one that is too short', `${NAME}=${Buffer.alloc(31).toString('base64')}`, true],
    ['an empty one', `${NAME}=`, true],
  ])('a browser that brings %s', (_, cookie, isSet) => {
    expect(setCookie('/unknown', cookie) !== undefined).toBe(isSet);
  });

  test.each([
    ['/health/alive', false],
    ['/admin/health/ready', false],
    ['/schemas/default', false],
    ['/admin/schemas/default', false],
    ['/schemas', true],
    ['/sessions', false],
    ['/sessions/whoami?x', false],
    ['/identities/1', false],
    ['/admin/identities/1/credentials/totp', false],
    ['/recovery/code', false],
    ['/openapi.json', false],
    ['/self-service/login/browser?return_to=/health/alive', true],
    ['/', true],
  ])('%s', (url, isSet) => {
    expect(setCookie(url) !== undefined).toBe(isSet);
  });
});
