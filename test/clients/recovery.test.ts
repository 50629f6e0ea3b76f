import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { clock, random } from '../storage/databases.ts';
import type { AdminClient } from './admin-client.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UI = 'https://ui.example.org';
/** The clock that the server reads, not `Date`: the two may be some milliseconds apart. */
const millis = () => Math.floor(clock.micros() / 1000);
const minutes = (count: number) => count * 60_000;

describe.each(EMPTY_DATABASES)('recovery by an administrator on %s', (_, make) => {
  let running: Running;

  beforeAll(async () => {
    running = await startOn(make, {
      selfservice: {
        allowed_return_urls: [UI],
        methods: { code: { config: { lifespan: '15m' } }, link: { config: { lifespan: '30m' } } },
        flows: { recovery: { ui_url: `${UI}/recovery?lang=en` } },
      },
    });
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let client: AdminClient;
    let identityId: string;

    beforeAll(async () => {
      client = makeClient({ url: running.zelos.adminUrl });
      const email = newEmail();
      const { data } = await client.call('createIdentity', { createIdentityBody: { schema_id: 'person', traits: { email } } });
      identityId = data.id;
    });

    /** Checks that a time is this far from now, as both sides of the call saw the clock. */
    function expectIn(time: string | undefined, wanted: number, before: number) {
      expect(Date.parse(time ?? '')).toBeGreaterThanOrEqual(before + wanted);
      expect(Date.parse(time ?? '')).toBeLessThanOrEqual(millis() + wanted);
    }

    test.each([
      [{}, minutes(15)],
      [{ expires_in: '1h30m', flow_type: 'api' }, minutes(90)],
    ])('createRecoveryCodeForIdentity %j', async (more, wanted) => {
      const before = millis();
      const { status, data } = await client.call('createRecoveryCodeForIdentity', {
        createRecoveryCodeForIdentityBody: { identity_id: identityId, ...more },
      });
      expect(status).toBe(201);
      expect(data.recovery_code).toMatch(/^\d{6}$/);
      const link = new URL(data.recovery_link);
      expect(`${link.origin}${link.pathname}`).toBe(`${UI}/recovery`);
      expect(link.searchParams.get('lang')).toBe('en');
      expect(link.searchParams.get('flow')).toMatch(UUID);
      expectIn(data.expires_at, wanted, before);
    });

    test.each([
      [{}, {}, minutes(30)],
      [{ returnTo: `${UI}/welcome` }, { expires_in: '45m' }, minutes(45)],
    ])('createRecoveryLinkForIdentity %j %j', async (query, more, wanted) => {
      const before = millis();
      const { status, data } = await client.call('createRecoveryLinkForIdentity', {
        ...query,
        createRecoveryLinkForIdentityBody: { identity_id: identityId, ...more },
      });
      expect(status).toBe(200);
      const link = new URL(data.recovery_link);
      expect(`${link.origin}${link.pathname}`).toBe(`${running.zelos.publicUrl}/self-service/recovery`);
      expect(link.searchParams.get('flow')).toMatch(UUID);
      expect(link.searchParams.get('token')).toMatch(/^[A-Za-z0-9]{32}$/);
      expectIn(data.expires_at, wanted, before);
    });

    test('an identity that there is not', async () => {
      const nobody = { identity_id: random.uuid() };
      const code = client.call('createRecoveryCodeForIdentity', { createRecoveryCodeForIdentityBody: nobody });
      expect(await client.failure(code)).toMatchObject({
        status: 404,
        error: { details: { code: 'recovery_code_identity_unknown' } },
      });
      const link = client.call('createRecoveryLinkForIdentity', { createRecoveryLinkForIdentityBody: nobody });
      expect(await client.failure(link)).toMatchObject({
        status: 400,
        error: { details: { code: 'recovery_link_identity_unknown' } },
      });
    });

    test('a place that nobody may be sent to', async () => {
      const failure = await client.failure(
        client.call('createRecoveryLinkForIdentity', {
          returnTo: 'https://evil.example/',
          createRecoveryLinkForIdentityBody: { identity_id: identityId },
        }),
      );
      expect(failure).toMatchObject({ status: 400, error: { id: 'self_service_flow_return_to_forbidden' } });
    });

    test('a time in the past', async () => {
      const failure = await client.failure(
        client.call('createRecoveryCodeForIdentity', {
          createRecoveryCodeForIdentityBody: { identity_id: identityId, expires_in: '-1h' },
        }),
      );
      expect(failure).toMatchObject({ status: 400, error: { reason: expect.stringContaining('-1h0m0s') } });
    });
  });
});
