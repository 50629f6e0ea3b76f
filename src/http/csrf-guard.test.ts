import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createCsrfCookie } from './csrf-cookie.ts';
import { createCsrfGuard } from './csrf-guard.ts';
import { replyStub } from './testing/reply-stub.ts';

const csrf = createCsrfCookie({ baseUrl: 'http://foo.com/', path: '/', secure: true, sameSite: 'Lax' }, createSystemRandom());
const guard = createCsrfGuard(csrf);
const VALUE = Buffer.alloc(32, 7).toString('base64');
const COOKIE = `${csrf.name}=${VALUE}`;
const FORM = 'application/x-www-form-urlencoded';

const requestTo = (url: string, method = 'POST', headers: Record<string, string> = {}, body?: string) =>
  ({
    url,
    method,
    headers,
    raw: { headers },
    body: body === undefined ? undefined : Buffer.from(body),
  }) as unknown as FastifyRequest;

function refusal(request: FastifyRequest): ApiError | undefined {
  try {
    guard.check(request);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

describe('the guard of the public listener', () => {
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
    ['/self-service/login', false],
    ['/self-service/settings?flow=x', false],
    ['/self-service/registration/api', false],
    ['/self-service/logout/api', false],
    ['/self-service/methods/oidc/callback/google', false],
    ['/self-service/login/browser?return_to=/health/alive', true],
    ['/self-service/login/flows?id=x', true],
    ['/self-service/errors', true],
    ['/', true],
  ])('%s takes part: %j', (url, takesPart) => {
    const reply = replyStub();
    guard.prepare(requestTo(url, 'GET'), reply as unknown as FastifyReply);
    expect(reply.cookies()).toHaveLength(takesPart ? 1 : 0);
    expect(refusal(requestTo(url)) !== undefined).toBe(takesPart);
  });

  test.each(['GET', 'HEAD', 'OPTIONS', 'TRACE'])('%s needs no token', (method) => {
    expect(refusal(requestTo('/nothing', method))).toBeUndefined();
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s needs one, in the header or in a form', (method) => {
    const token = csrf.token(VALUE);
    const form = `a=b&csrf_token=${encodeURIComponent(token)}`;
    expect(refusal(requestTo('/nothing', method, { cookie: COOKIE }))).toMatchObject({
      id: 'security_csrf_violation',
      status: 403,
    });
    expect(refusal(requestTo('/nothing', method, { cookie: COOKIE, 'x-csrf-token': token }))).toBeUndefined();
    expect(refusal(requestTo('/nothing', method, { cookie: COOKIE, 'content-type': FORM }, form))).toBeUndefined();
    expect(refusal(requestTo('/nothing', method, { 'x-csrf-token': token }))).toBeDefined();
    const others = csrf.token(Buffer.alloc(32, 8).toString('base64'));
    expect(refusal(requestTo('/nothing', method, { cookie: COOKIE, 'x-csrf-token': others }))).toBeDefined();
  });

  test.each([
    ['no cookies', {}, /^The HTTP Cookie Header is empty or not set\.$/, /^We detected a regular browser or server-side call/],
    [
      'other cookies',
      { cookie: 'a=b', 'sec-fetch-mode': 'cors' },
      /did not include the anti-CSRF cookie/,
      /^We detected an AJAX call/,
    ],
    [
      'a form without token',
      { cookie: COOKIE, 'content-type': FORM },
      undefined,
      /^The anti-CSRF cookie was found but the CSRF token/,
    ],
    ['JSON', { cookie: COOKIE, 'content-type': 'application/json' }, /do not match/, /^We detected a regular/],
    ['another token', { cookie: COOKIE, 'x-csrf-token': 'x', 'sec-fetch-mode': 'same-origin' }, /do not match/, /AJAX/],
    ['a page', { cookie: COOKIE, 'x-csrf-token': 'x', 'sec-fetch-mode': 'navigate' }, /do not match/, /^We detected a regular/],
  ] as const)('the error of a request with %s says what is wrong', (_, headers, reason, hint) => {
    const error = refusal(requestTo('/nothing', 'POST', headers, ''));
    expect(error?.code).toBe('csrf_violation');
    const details = error?.details;
    // These details are the API's own: nothing is added to them.
    expect(details).toMatchObject({ docs: 'https://www.ory.com/docs/troubleshooting/csrf' });
    expect(details).not.toHaveProperty('code');
    expect(details?.hint).toMatch(hint);
    if (reason === undefined) expect(details).not.toHaveProperty('reject_reason');
    else expect(details?.reject_reason).toMatch(reason);
  });
});
