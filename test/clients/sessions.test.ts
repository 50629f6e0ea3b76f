import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonText } from '../../src/json/json-text.ts';
import { microsOf, now, timestampOf } from '../../src/lib/clock.ts';
import type { NewSession } from '../../src/store/session-store.ts';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { clock, random } from '../storage/databases.ts';
import { aSession, EARLY } from '../storage/samples.ts';
import type { AdminClient } from './admin-client.ts';
import { nextPageToken } from './next-page-token.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const fromNow = (micros: number) => timestampOf(clock.micros() + micros);
const manages = CLIENTS.filter(([, makeClient]) => makeClient({ url: '' }).has('manageSessions'));

describe.each(EMPTY_DATABASES)('sessions on %s', (_, make) => {
  let running: Running;

  beforeAll(async () => {
    running = await startOn(make);
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let client: AdminClient;

    beforeAll(() => {
      client = makeClient({ url: running.zelos.adminUrl });
    });

    async function anIdentity() {
      const email = newEmail();
      const createIdentityBody = { schema_id: 'person', traits: { email }, metadata_admin: { secret: true } };
      return (await client.call('createIdentity', { createIdentityBody })).data;
    }

    /** Sessions of an identity, the first the newest. */
    async function sessionsOf(identityId: string, ...changes: Partial<NewSession>[]) {
      const sessions = changes.map((change, index) =>
        aSession(identityId, { createdAt: fromNow(-index * 1000), expiresAt: fromNow(HOUR), ...change }),
      );
      for (const session of sessions) await running.store.sessions.create(session);
      return sessions;
    }
    const one = async (change: Partial<NewSession> = {}) => {
      const identity = await anIdentity();
      const [session] = await sessionsOf(identity.id, change);
      if (!session) throw new Error('no session was made');
      return { identity, session };
    };

    test('getSession, with what it is asked to load', async () => {
      const device = { id: random.uuid(), ip_address: '203.0.113.7', user_agent: 'curl/8', location: 'Berlin, DE' };
      const method = { method: 'oidc', aal: 'aal1', completed_at: '2025-03-04T09:12:44Z', provider: 'google' };
      const { identity, session } = await one({
        aal: 'aal2',
        devices: JSON.stringify([device]) as JsonText,
        authenticationMethods: JSON.stringify([method]) as JsonText,
      });
      const { data } = await client.call('getSession', { id: session.id, expand: ['identity', 'devices'] });
      expect(data).toMatchObject({
        id: session.id,
        active: true,
        authenticator_assurance_level: 'aal2',
        authentication_methods: [{ method: 'oidc', aal: 'aal1', provider: 'google' }],
        devices: [device],
        identity: { id: identity.id, traits: identity.traits, metadata_admin: { secret: true } },
      });
      expect(Date.parse(data.expires_at ?? '')).toBe(Math.floor(microsOf(session.expiresAt) / 1000));

      const { data: bare } = await client.call('getSession', { id: session.id });
      expect(bare.identity ?? null).toBeNull();
      expect(bare.devices ?? []).toEqual([]);
      expect((await client.failure(client.call('getSession', { id: random.uuid() }))).status).toBe(404);
    });

    test('listSessions runs from the newest to the oldest, page by page, with what it is asked to load', async () => {
      const identity = await anIdentity();
      // Newer than what other tests made, so that they come first.
      const times = [50, 40, 30, 20, 10].map((seconds) => ({ createdAt: fromNow(HOUR + seconds * 1_000_000) }));
      const sessions = await sessionsOf(identity.id, ...times);
      const seen: string[] = [];
      for (let pageToken: string | undefined; seen.length < 5; ) {
        const page = await client.call('listSessions', {
          pageSize: 2,
          expand: ['identity'],
          ...(pageToken !== undefined && { pageToken }),
        });
        const [first] = page.data;
        expect(first?.identity?.id).toBe(identity.id);
        seen.push(...idsOf(page.data));
        pageToken = nextPageToken(page.header('link'));
        if (pageToken === undefined) break;
      }
      expect(seen.slice(0, 5)).toEqual(idsOf(sessions));
      await client.call('deleteIdentitySessions', { id: identity.id });
    });

    test('listSessions tells sessions that can be used from those that cannot', async () => {
      const identity = await anIdentity();
      const [usable, expired, revoked] = await sessionsOf(identity.id, {}, { expiresAt: EARLY }, { active: false });
      const listed = async (active: boolean) => {
        const { data } = await client.call('listSessions', { active, pageSize: 1000 });
        expect(new Set(data.map((session) => session.active))).toEqual(new Set([active]));
        return idsOf(data);
      };
      const [yes, no] = [await listed(true), await listed(false)];
      expect(yes).toContain(usable?.id);
      expect(no).toEqual(expect.arrayContaining([expired?.id, revoked?.id]));
    });

    test('listIdentitySessions, in both styles of pages', async () => {
      const { id } = await anIdentity();
      const sessions = await sessionsOf(id, {}, {}, { expiresAt: EARLY });
      const all = await client.call('listIdentitySessions', { id });
      expect(idsOf(all.data)).toEqual(idsOf(sessions));
      expect(all.data[0]?.identity?.id).toBe(id);
      expect(all.header('x-total-count')).toBe('3');
      expect(idsOf((await client.call('listIdentitySessions', { id, active: false })).data)).toEqual(idsOf(sessions.slice(2)));

      const second = await client.call('listIdentitySessions', { id, page: 1, perPage: 2 });
      expect(idsOf(second.data)).toEqual(idsOf(sessions.slice(2)));
      const first = await client.call('listIdentitySessions', { id, pageSize: 2 });
      const pageToken = nextPageToken(first.header('link')) ?? '';
      const next = await client.call('listIdentitySessions', { id, pageSize: 2, pageToken });
      expect([...idsOf(first.data), ...idsOf(next.data)]).toEqual(idsOf(sessions));
      expect((await client.call('listIdentitySessions', { id: random.uuid() })).data).toEqual([]);
    });

    test('disableSession revokes it; it stays in the lists', async () => {
      const { identity, session } = await one();
      expect((await client.call('disableSession', { id: session.id })).status).toBe(204);
      expect((await client.call('disableSession', { id: session.id })).status).toBe(204);
      const { data } = await client.call('listIdentitySessions', { id: identity.id });
      expect(data).toMatchObject([{ id: session.id, active: false }]);
      expect((await client.failure(client.call('disableSession', { id: random.uuid() }))).status).toBe(404);
    });

    test('extendSession gives it its full lifespan again', async () => {
      const { session } = await one({ expiresAt: fromNow(60_000_000) });
      const before = microsOf(now(clock));
      const { status, data } = await client.call('extendSession', { id: session.id });
      expect(status).toBe(200);
      expect(data).toMatchObject({ id: session.id, active: true });
      const expires = Date.parse(data.expires_at ?? '') * 1000;
      expect(expires).toBeGreaterThanOrEqual(before + DAY - 1000);
      expect(expires).toBeLessThanOrEqual(clock.micros() + DAY);
      expect((await client.call('getSession', { id: session.id })).data.expires_at).toBe(data.expires_at);
      expect((await client.failure(client.call('extendSession', { id: random.uuid() }))).status).toBe(404);
    });

    test('deleteIdentitySessions removes them for good', async () => {
      const { identity, session } = await one();
      expect((await client.call('deleteIdentitySessions', { id: identity.id })).status).toBe(204);
      expect((await client.failure(client.call('getSession', { id: session.id }))).status).toBe(404);
      const again = await client.failure(client.call('deleteIdentitySessions', { id: identity.id }));
      expect(again).toMatchObject({ status: 404, error: { details: { code: 'session_unknown' } } });
    });

    test('what is no id is refused', async () => {
      const calls = [
        client.call('getSession', { id: 'ada' }),
        client.call('disableSession', { id: 'ada' }),
        client.call('extendSession', { id: 'ada' }),
        client.call('listIdentitySessions', { id: 'ada' }),
        client.call('deleteIdentitySessions', { id: 'ada' }),
      ];
      for (const failure of await Promise.all(calls.map(client.failure))) {
        expect(failure).toMatchObject({ status: 400, error: { code: 400, details: { code: 'path_uuid' } } });
      }
    });

    test('the sessions of an identity go with it', async () => {
      const { identity, session } = await one();
      await client.call('deleteIdentity', { id: identity.id });
      expect((await client.failure(client.call('getSession', { id: session.id }))).status).toBe(404);
    });
  });

  describe.each(manages)('through %s', (_name, makeClient) => {
    test('manageSessions revokes by session and removes by identity', async () => {
      const client = makeClient({ url: running.zelos.adminUrl });
      const { data: identity } = await client.call('createIdentity', {
        createIdentityBody: { schema_id: 'bare', traits: {} },
      });
      const sessions = [1, 2, 3].map(() => aSession(identity.id, { expiresAt: fromNow(HOUR) }));
      for (const session of sessions) await running.store.sessions.create(session);

      const some = idsOf(sessions).slice(0, 2);
      const disabled = await client.call('manageSessions', {
        manageSessionsBody: { action: 'disable', sessions: [...some, random.uuid()] },
      });
      expect(disabled.data).toEqual({ processed: 2, more: false });
      const { data: left } = await client.call('listIdentitySessions', { id: identity.id, active: true });
      expect(idsOf(left)).toEqual(idsOf(sessions.slice(2)));

      const deleted = await client.call('manageSessions', {
        manageSessionsBody: { action: 'delete', identities: [identity.id] },
      });
      expect(deleted.data).toEqual({ processed: 3, more: false });
      expect((await client.call('listIdentitySessions', { id: identity.id })).data).toEqual([]);

      const manageSessionsBody = { action: 'delete' as const, identities: [identity.id], sessions: some };
      expect(await client.failure(client.call('manageSessions', { manageSessionsBody }))).toMatchObject({
        status: 400,
        error: { details: { code: 'sessions_targets' } },
      });
    });
  });
});

test('some clients manage many sessions at once', () => {
  expect(manages.map(([name]) => name)).toEqual(['@ory/client', '@ory/client-fetch']);
});
