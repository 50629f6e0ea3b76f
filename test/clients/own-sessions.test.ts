import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionRow } from '../../src/store/session-store.ts';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { createSignIn, type SignIn } from '../server/signed-in.ts';
import { clock, random } from '../storage/databases.ts';
import { EARLY } from '../storage/samples.ts';
import type { AdminClient } from './admin-client.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe.each(EMPTY_DATABASES)('own sessions on %s', (_, make) => {
  let running: Running;
  let signing: SignIn;
  beforeAll(async () => {
    running = await startOn(make);
    signing = createSignIn(running.zelos, running.store, clock);
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let client: AdminClient;
    let admin: AdminClient;
    beforeAll(() => {
      client = makeClient({ url: running.zelos.publicUrl });
      admin = makeClient({ url: running.zelos.adminUrl });
    });

    async function anIdentity() {
      const email = newEmail();
      const createIdentityBody = { schema_id: 'person', traits: { email }, metadata_admin: { secret: true } };
      return (await admin.call('createIdentity', { createIdentityBody })).data;
    }
    /** Sessions of one new identity, the newest first. */
    async function signIn(...changes: Partial<SessionRow>[]) {
      const identity = await anIdentity();
      const started = await Promise.all(changes.map((change) => signing.signIn(identity.id, change)));
      const [own, ...others] = started;
      if (!own) throw new Error('no session was made');
      return { identity, own, others, xSessionToken: own.token };
    }

    test('toSession, by token and by cookie', async () => {
      const { identity, own, xSessionToken } = await signIn({});
      const { data, header } = await client.call('toSession', { xSessionToken });
      expect(data).toMatchObject({
        id: own.session.id,
        active: true,
        authenticator_assurance_level: 'aal1',
        authentication_methods: [{ method: 'password', aal: 'aal1' }],
        identity: { id: identity.id, traits: identity.traits },
        devices: [{ ip_address: '203.0.113.7', user_agent: 'curl/8', location: '' }],
      });
      expect(data.identity?.metadata_admin).toBeUndefined();
      expect(header('x-kratos-authenticated-identity-id')).toBe(identity.id);
      expect((await client.call('toSession', { cookie: signing.cookieOf(own) })).data).toEqual(data);
    });

    test('toSession without a session that can be used', async () => {
      const { xSessionToken } = await signIn({ expiresAt: EARLY });
      for (const parameters of [{}, { xSessionToken }, { xSessionToken: 'ory_st_unknown' }, { cookie: 'ory_kratos_session=x' }]) {
        expect(await client.failure(client.call('toSession', parameters))).toMatchObject({
          status: 401,
          error: { reason: 'No valid session credentials found in the request.', details: { code: 'session_missing' } },
        });
      }
    });

    test('toSession with one factor of two', async () => {
      const createIdentityBody = {
        schema_id: 'bare',
        traits: {},
        credentials: { totp: { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' } } },
      };
      const { data: identity } = await admin.call('createIdentity', { createIdentityBody });
      const { token } = await signing.signIn(identity.id);
      expect(await client.failure(client.call('toSession', { xSessionToken: token }))).toMatchObject({
        status: 403,
        error: {
          id: 'session_aal2_required',
          details: { redirect_browser_to: `${running.zelos.publicUrl}/self-service/login/browser?aal=aal2` },
        },
      });
    });

    test('listMySessions', async () => {
      const { others, xSessionToken } = await signIn({}, {}, {});
      const { data, header } = await client.call('listMySessions', { xSessionToken });
      expect(idsOf(data).toSorted()).toEqual(idsOf(others.map(({ session }) => session)).toSorted());
      expect(header('x-total-count')).toBe('2');
      expect((await client.call('listMySessions', { xSessionToken, pageSize: 1 })).data).toHaveLength(1);
      expect((await client.failure(client.call('listMySessions', {}))).status).toBe(401);
    });

    test('disableMySession', async () => {
      const { own, others, xSessionToken } = await signIn({}, {});
      const [other] = others;
      expect((await client.call('disableMySession', { xSessionToken, id: other?.session.id ?? '' })).status).toBe(204);
      expect((await client.failure(client.call('toSession', { xSessionToken: other?.token ?? '' }))).status).toBe(401);
      const current = await client.failure(client.call('disableMySession', { xSessionToken, id: own.session.id }));
      expect(current).toMatchObject({ status: 400, error: { details: { code: 'session_is_current' } } });
      expect((await client.call('toSession', { xSessionToken })).status).toBe(200);
    });

    test('disableMyOtherSessions', async () => {
      const { others, xSessionToken } = await signIn({}, {}, { active: false });
      expect((await client.call('disableMyOtherSessions', { xSessionToken })).data).toEqual({ count: 2 });
      expect((await client.failure(client.call('toSession', { xSessionToken: others[0]?.token ?? '' }))).status).toBe(401);
      expect((await client.call('listMySessions', { xSessionToken })).data).toEqual([]);
    });

    test('exchangeSessionToken', async () => {
      const { own } = await signIn({});
      const flowId = random.uuid();
      const initCode = await signing.tokenExchange.begin(flowId);
      const returnToCode = (await signing.tokenExchange.complete(flowId, own)) ?? '';
      const { data } = await client.call('exchangeSessionToken', { initCode, returnToCode });
      expect(data).toMatchObject({ session_token: own.token, session: { id: own.session.id } });
      const wrong = client.call('exchangeSessionToken', { initCode, returnToCode: 'wrong' });
      expect((await client.failure(wrong)).status).toBe(404);
    });
  });
});
