import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csrfOf } from '../../http/csrf-of.ts';
import type { Answer } from '../../http/http-client.ts';
import { email } from '../../http/people.ts';
import { type ServerUnderTest, startOnSqlite } from '../../http/server-under-test.ts';
import type { WireFlow } from '../settings/visitor.ts';

const PASSWORD = 'ohWee7aiDeiz';
const UI = 'http://127.0.0.1:4455';
const NAVIGATION = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const JSON_BODY = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

let server: ServerUnderTest;
beforeAll(async () => {
  // Return URLs without a path go out as they are written.
  const flows = { login: { ui_url: `${UI}/login?theme=dark` }, error: { ui_url: '/error' } };
  server = await startOnSqlite({ selfservice: { default_browser_return_url: UI, allowed_return_urls: [UI], flows } });
});
afterAll(() => server.stop());

const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]).join('; ');
const get = (path: string, headers: Record<string, string> = {}) => server.open.send('GET', path, { headers });

test.each<[Record<string, string>, 200 | 303]>([
  [{}, 303],
  [{ accept: '*/*' }, 303],
  [{ accept: NAVIGATION }, 303],
  [{ accept: 'application/json, text/html' }, 303],
  [{ accept: 'application/vnd.api+json' }, 303],
  [{ 'content-type': JSON_BODY }, 303],
  [{ accept: JSON_BODY }, 200],
  [{ accept: 'application/json, text/plain, */*' }, 200],
  [{ accept: 'application/json, text/html;q=0.5' }, 200],
])('a flow is begun with %j: %i', async (headers, status) => {
  const answer = await get('/self-service/login/browser', headers);
  expect([answer.status, answer.headers['cache-control']]).toEqual([status, 'private, no-cache, no-store, must-revalidate']);
  if (status === 303)
    expect(answer.headers.location).toMatch(/^http:\/\/127\.0\.0\.1:4455\/login\?flow=[\da-f-]{36}&theme=dark$/);
});

test.each<[Record<string, string>, 401 | 303]>([
  [{}, 303],
  [{ accept: NAVIGATION }, 303],
  [{ 'content-type': JSON_BODY }, 401],
  [{ accept: JSON_BODY }, 401],
])('what cannot begin, with %j: %i', async (headers, status) => {
  const answer = await get('/self-service/login/browser?aal=aal2', headers);
  expect(answer.status).toBe(status);
  // A relative page stays relative.
  if (status === 303) expect(answer.headers.location).toMatch(/^\/error\?id=/);
  expect((await get('/self-service/login/api?aal=aal2', headers)).status).toBe(401);
});

describe('a form that is sent', () => {
  async function begin() {
    const answer = await get('/self-service/login/browser', { accept: JSON_BODY });
    const flow = answer.json<WireFlow>();
    const token = csrfOf(flow);
    return { id: flow.id, cookie: cookiesOf(answer), token };
  }
  const send = (id: string, fields: Record<string, string>, headers: Record<string, string>) =>
    server.open.send('POST', `/self-service/login?flow=${id}`, {
      headers,
      body: headers['content-type'] === FORM ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
    });

  test.each<[string | undefined, string, boolean]>([
    [undefined, FORM, false],
    [undefined, JSON_BODY, true],
    ['*/*', JSON_BODY, true],
    ['*/*', 'application/json; charset=utf-8', false],
    [NAVIGATION, FORM, false],
    [NAVIGATION, JSON_BODY, true],
    [JSON_BODY, FORM, true],
    [JSON_BODY, JSON_BODY, true],
  ])('with Accept %s and Content-Type %s: JSON is %s', async (accept, type, isJson) => {
    const { id, cookie, token } = await begin();
    const address = email();
    await server.create({ traits: { email: address }, credentials: { password: { config: { password: PASSWORD } } } });
    const headers = { cookie, 'content-type': type, ...(accept !== undefined && { accept }) };
    const wrong = await send(id, { method: 'password', identifier: address, password: 'wrong', csrf_token: token }, headers);
    expect(wrong.status).toBe(isJson ? 400 : 303);
    if (!isJson) expect(wrong.headers.location).toBe(`${UI}/login?flow=${id}&theme=dark`);
    const forged = await send(id, { method: 'password', identifier: address, password: 'wrong' }, headers);
    expect(forged.status).toBe(isJson ? 403 : 303);
    if (!isJson) expect(forged.headers.location).toMatch(/^\/error\?id=/);
    const right = await send(id, { method: 'password', identifier: address, password: PASSWORD, csrf_token: token }, headers);
    expect([right.status, cookiesOf(right)]).toEqual([isJson ? 200 : 303, expect.stringContaining('ory_kratos_session=')]);
    const target = isJson
      ? right.json<{ continue_with: { redirect_browser_to: string }[] }>().continue_with[0]?.redirect_browser_to
      : right.headers.location;
    expect(target).toBe(UI);
  });
});
