import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOBODY } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';

interface Made {
  readonly recovery_link: string;
  readonly recovery_code?: string;
  readonly expires_at: string;
}

const CLASS = 'The request was malformed or contained invalid parameters';
const DURATION = 'Unable to parse "expires_in" as a duration string (e.g. "1h", "1m30s", "500ms"): ';
const hoursFromNow = (time: string) => Math.round((Date.parse(time) - Date.now()) / 3_600_000);

describe.each(SERVERS)('recovery by an administrator on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let identity_id: string;
  beforeAll(async () => {
    server = await startServer({ selfservice: { allowed_return_urls: ['https://app.example/'] } });
    identity_id = (await server.create({ schema_id: 'bare', state: 'inactive' })).id;
  });
  afterAll(() => server.stop());

  const send = (what: string, json: object, query = '') => server.admin.send('POST', `/admin/recovery/${what}${query}`, { json });
  const made = async (what: string, json: object = {}, query = '') =>
    wanted<Made>(await send(what, { identity_id, ...json }, query), what === 'code' ? 201 : 200);

  test('a code: six digits, a link to the page without it, an hour', async () => {
    const { recovery_link, recovery_code, expires_at } = await made('code');
    const link = new URL(recovery_link);
    expect(link.origin + link.pathname).toBe('http://127.0.0.1:4455/recovery');
    expect([...link.searchParams.keys()]).toEqual(['flow']);
    expect(recovery_code).toMatch(/^\d{6}$/);
    expect(hoursFromNow(expires_at)).toBe(1);
  });

  test('a link: to the flow, with its token, an hour', async () => {
    const { recovery_link, expires_at, ...more } = await made('link');
    const link = new URL(recovery_link);
    expect(link.origin + link.pathname).toBe(`${server.open.url}/self-service/recovery`);
    expect(link.searchParams.get('token')).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(recovery_link).toContain('&');
    expect(more).toEqual({});
    expect(hoursFromNow(expires_at)).toBe(1);
  });

  test.each(['code', 'link'])('a %s lives as long as it is told, and none is like another', async (what) => {
    expect(hoursFromNow((await made(what, { expires_in: '24h' })).expires_at)).toBe(24);
    expect(hoursFromNow((await made(what, { expires_in: '1h30m30m' })).expires_at)).toBe(2);
    expect(hoursFromNow((await made(what, { expires_in: '' })).expires_at)).toBe(1);
    expect(hoursFromNow((await made(what, { expires_in: null })).expires_at)).toBe(1);
    const links = await Promise.all(Array.from({ length: 20 }, () => made(what)));
    expect(new Set(links.map(({ recovery_link }) => recovery_link)).size).toBe(20);
  });

  test('takes unknown members, an allowed return_to and both types of flows', async () => {
    for (const flow_type of ['browser', 'api', null])
      await made('code', { flow_type, whatever: 1 }, '?return_to=https%3A%2F%2Fapp.example%2Fx');
    await made('link', { flow_type: 'nonsense' }, `?return_to=${server.open.url}/self-service/settings`);
  });

  const type = (value: string) =>
    `HTTP POST Request used unknown HTTP Header "Content-Type: ${value}", only [application/json] are supported.`;
  const zero = 'Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.';

  test.each([
    ['code', { expires_in: 'nonsense' }, `${DURATION}nonsense`],
    ['link', { expires_in: '1d' }, `${DURATION}1d`],
    ['code', { expires_in: '-1h' }, 'Value from "expires_in" must result to a future time: -1h0m0s'],
    ['code', { expires_in: '0' }, 'Value from "expires_in" must result to a future time: 0s'],
    ['link', { expires_in: '-90s' }, 'Value from "expires_in" must be result to a future time: -90s'],
    ['code', { flow_type: 'x' }, 'Value from "flow_type" is not valid: "x"'],
    ['code', { identity_id: 'x' }, /^Unable to decode JSON payload: uuid/],
    ['link', { identity_id: 5 }, /^Unable to decode JSON payload: json: cannot unmarshal/],
  ])('a %s with %j is refused', async (what, json, reason) => {
    const error = failure(await send(what, { identity_id, ...json }), 400);
    expect(error).toMatchObject({ message: CLASS, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) });
  });

  test.each(['code', 'link'])('a %s needs a body of the right type', async (what) => {
    const path = `/admin/recovery/${what}`;
    expect(failure(await server.admin.send('POST', path), 400).reason).toBe(zero);
    expect(
      failure(await server.admin.send('POST', path, { body: '{}', headers: { 'content-type': 'text/plain' } }), 400).reason,
    ).toBe(type('text/plain'));
    expect(failure(await server.admin.send('POST', path, { body: '{' }), 400).reason).toMatch(
      /^Unable to decode JSON payload: unexpected EOF/,
    );
  });

  test.each(['code', 'link'])('a %s does not lead elsewhere', async (what) => {
    const answer = await send(what, { identity_id }, '?return_to=https://evil.example');
    expect(failure(answer, 400)).toMatchObject({
      id: 'self_service_flow_return_to_forbidden',
      reason: 'Requested return_to URL "https://evil.example" is not allowed.',
    });
    expect(answer.headers['ory-error-id']).toBe('self_service_flow_return_to_forbidden');
  });

  test.each([NOBODY, undefined])('for nobody: %s', async (nobody) => {
    const json = { identity_id: nobody };
    expect(failure(await send('code', json), 404)).toMatchObject({
      reason: 'could not find identity',
      message: 'Unable to locate the resource',
    });
    expect(failure(await send('link', json), 400)).toMatchObject({
      reason: 'The requested identity id does not exist.',
      message: CLASS,
    });
  });

  test.each(['code', 'link'])('a %s of a method that is switched off', async (what) => {
    const without = await startServer({ selfservice: { methods: { [what]: { enabled: false } } } });
    try {
      const error = failure(await without.admin.send('POST', `/admin/recovery/${what}`, { body: 'nonsense' }), 404);
      expect(error.reason).toMatch(/^This endpoint was disabled by system administrator\./);
      expect(error.message).toBe('The requested resource could not be found');
    } finally {
      await without.stop();
    }
  });

  test('goes with the identity', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    await made('code', { identity_id: id });
    await made('link', { identity_id: id });
    expect((await server.admin.send('DELETE', `/admin/identities/${id}`)).status).toBe(204);
    failure(await send('code', { identity_id: id }), 404);
  });
});
