import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeIn } from '../courier/code-in.ts';
import { csrfOf } from './csrf-of.ts';
import { email as newEmail } from './people.ts';
import { SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const UI = 'http://127.0.0.1:4455';
const PASSWORD = 'eiF5ohghaiR3';
const JSON_ONLY = { accept: 'application/json' };

interface Signed {
  readonly session_token?: string;
  readonly session?: { readonly id: string };
  readonly identity: WireIdentity;
  readonly continue_with: readonly { action: string; flow?: { id: string; verifiable_address: string; url?: string } }[];
}

const flows = {
  registration: {
    ui_url: `${UI}/registration`,
    after: { password: { hooks: [{ hook: 'session' }, { hook: 'show_verification_ui' }] } },
  },
  verification: { enabled: true, ui_url: `${UI}/verification`, use: 'code' },
  login: {
    ui_url: `${UI}/login`,
    after: { password: { hooks: [{ hook: 'require_verified_address' }, { hook: 'revoke_active_sessions' }] } },
  },
};

describe.each(SERVERS)('verification around other flows on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer({ dev: true, selfservice: { flows } });
  });
  afterAll(() => server.stop());

  const begin = async (kind: string) =>
    wanted<{ id: string }>(await server.open.send('GET', `/self-service/${kind}/api`, { headers: JSON_ONLY }), 200).id;
  const submit = async (kind: string, id: string, json: object) =>
    server.open.send('POST', `/self-service/${kind}?flow=${id}`, { json, headers: JSON_ONLY });
  const signUp = async (email: string) =>
    wanted<Signed>(
      await submit('registration', await begin('registration'), { method: 'password', password: PASSWORD, traits: { email } }),
      200,
    );
  const logIn = async (identifier: string) =>
    submit('login', await begin('login'), { method: 'password', identifier, password: PASSWORD });
  const codesTo = async (email: string): Promise<string[]> => {
    const path = `/admin/courier/messages?recipient=${encodeURIComponent(email)}`;
    const list = wanted<{ body: string }[]>(await server.admin.send('GET', path), 200);
    return list.map(({ body }) => codeIn(body) ?? expect.fail(body));
  };

  test('who signs up is written to, and told where to go on', async () => {
    const email = newEmail();
    const { continue_with, identity, session_token } = await signUp(email);
    expect(continue_with).toEqual([
      { action: 'show_verification_ui', flow: { id: expect.any(String), verifiable_address: email } },
      { action: 'set_ory_session_token', ory_session_token: session_token },
    ]);
    expect(identity.verifiable_addresses).toMatchObject([{ value: email, status: 'sent', verified: false }]);

    const [code] = await codesTo(email);
    const answer = await submit('verification', continue_with[0]?.flow?.id ?? '', { method: 'code', code });
    expect(wanted(answer, 200)).toMatchObject({ state: 'passed_challenge', ui: { messages: [{ id: 1080002 }] } });
    expect((await server.get(identity.id)).verifiable_addresses).toMatchObject([{ verified: true, status: 'completed' }]);
  });

  test('a verification that is done is no redirect for programs, whatever they accept', async () => {
    const email = newEmail();
    await signUp(email);
    const id = await begin('verification');
    const path = `/self-service/verification?flow=${id}`;
    const send = (json: object, accept: string) => server.open.send('POST', path, { json, headers: { accept } });
    expect((await send({ method: 'code', email }, '*/*')).headers.location).toBe(`${UI}/verification?flow=${id}`);
    const [code = ''] = await codesTo(email);
    await send({ method: 'code', code }, 'application/json');
    for (const accept of ['*/*', 'application/json']) {
      const error = wanted(await send({ method: 'code', code }, accept), 410);
      expect(error).toMatchObject({ error: { id: 'self_service_flow_replaced' }, use_flow_id: expect.any(String) });
    }
  });

  test('people who sign up end at the page that asks for the code', async () => {
    const page = await server.open.send('GET', '/self-service/registration/browser', { headers: JSON_ONLY });
    const flow = wanted<{ id: string; ui: { nodes: { attributes: { name: string; value?: string } }[] } }>(page, 200);
    const csrf_token = csrfOf(flow);
    const jar = (headers: typeof page.headers) => (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
    const body = new URLSearchParams({ method: 'password', password: PASSWORD, 'traits.email': newEmail(), csrf_token });
    const answer = await server.open.send('POST', `/self-service/registration?flow=${flow.id}`, {
      body: body.toString(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', cookie: jar(page.headers) },
    });
    expect(answer.status).toBe(303);
    const { location = '' } = answer.headers;
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:4455\/verification\?flow=/);
    // The cookie was renewed, and the flow is of the new one.
    const id = new URL(location).searchParams.get('flow');
    const fetchWith = (cookie: string) =>
      server.open.send('GET', `/self-service/verification/flows?id=${id}`, { headers: { cookie } });
    expect(wanted(await fetchWith(jar(answer.headers)), 200)).toMatchObject({ id, state: 'sent_email', type: 'browser' });
    expect((await fetchWith(jar(page.headers))).status).toBe(403);
  });

  test('nobody comes in without a verified address; then other sessions end', async () => {
    const email = newEmail();
    const { session_token = '' } = await signUp(email);
    const refused = await logIn(email);
    expect(refused.status, refused.text).toBe(403);
    const { error } = refused.json<{
      error: { code: number; id: string; details: { continue_with: Signed['continue_with'] } };
    }>();
    expect(error).toMatchObject({ code: 400, id: 'session_verified_address_required' });
    const [item] = error.details.continue_with;
    expect(item?.flow).toMatchObject({ verifiable_address: email, url: `${UI}/verification?flow=${item?.flow?.id}` });

    const codes = await codesTo(email);
    expect(codes).toHaveLength(2);
    const tries = await Promise.all(codes.map((code) => submit('verification', item?.flow?.id ?? '', { method: 'code', code })));
    expect(tries.map((answer) => answer.json<{ state?: string }>().state)).toContain('passed_challenge');

    const whoami = async (token: string) =>
      (await server.open.send('GET', '/sessions/whoami', { headers: { 'x-session-token': token } })).status;
    expect(await whoami(session_token)).toBe(200);
    const signed = wanted<Signed>(await logIn(email), 200);
    expect(await whoami(session_token)).toBe(401);
    expect(await whoami(signed.session_token ?? '')).toBe(200);
  });

  test('nothing to verify is a fault of the configuration', async () => {
    const credentials = { password: { config: { password: PASSWORD } } };
    await server.create({ schema_id: 'username', traits: { username: 'ada' }, credentials });
    const answer = await logIn('ada');
    expect(answer.status).toBe(500);
    expect(answer.json()).toMatchObject({ error: { id: 'invalid_configuration' } });
  });
});
