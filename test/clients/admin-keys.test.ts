import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../../src/admin-key/make-key.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { clock, random } from '../storage/databases.ts';
import type { AdminClient, MakeClient } from './admin-client.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

/** The scopes of each key that the tests have. */
const KEYS = {
  reader: ['identities:read'],
  writer: ['identities:*'],
  sessions: ['sessions:read'],
  helpdesk: ['recovery:code'],
  root: ['*'],
} as const;
type KeyName = keyof typeof KEYS;

describe.each(EMPTY_DATABASES)('keys of the admin API on %s', (_, make) => {
  let running: Running;
  const keys = new Map<KeyName, string>();
  let expired: string;

  beforeAll(async () => {
    running = await startOn(make);
    for (const [name, scopes] of Object.entries(KEYS)) {
      const { key, row } = makeKey({ name, scopes }, { clock, random });
      expect(await running.store.adminKeys.create(row)).toBe(true);
      keys.set(name as KeyName, key);
    }
    const past = { micros: () => clock.micros() - 10_000_000 };
    const { key, row } = makeKey({ name: 'expired', scopes: ['*'], lifespanMs: 1_000 }, { clock: past, random });
    await running.store.adminKeys.create(row);
    expired = key;
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient: MakeClient) => {
    const withKey = (key?: string): AdminClient => makeClient({ url: running.zelos.adminUrl, ...(key !== undefined && { key }) });
    const withKeyNamed = (name: KeyName) => withKey(keys.get(name));
    const createIdentity = (client: AdminClient) =>
      client.call('createIdentity', { createIdentityBody: { schema_id: 'bare', traits: {} } });

    test('a key works for what it is for', async () => {
      const { data } = await createIdentity(withKeyNamed('writer'));
      expect((await withKeyNamed('reader').call('getIdentity', { id: data.id })).data.id).toBe(data.id);
      expect((await withKeyNamed('writer').call('listIdentities', { ids: [data.id] })).data).toHaveLength(1);
      expect((await withKeyNamed('sessions').call('listSessions')).status).toBe(200);
      const { status } = await withKeyNamed('helpdesk').call('createRecoveryCodeForIdentity', {
        createRecoveryCodeForIdentityBody: { identity_id: data.id },
      });
      expect(status).toBe(201);
      expect((await withKeyNamed('root').call('deleteIdentity', { id: data.id })).status).toBe(204);
    });

    test.each<[KeyName, string, (client: AdminClient) => Promise<unknown>]>([
      ['reader', 'identities:write', createIdentity],
      ['writer', 'sessions:read', (client) => client.call('listSessions')],
      ['sessions', 'sessions:write', (client) => client.call('disableSession', { id: random.uuid() })],
      ['sessions', 'identities:read', (client) => client.call('listIdentities')],
      [
        'helpdesk',
        'recovery:link',
        (client) =>
          client.call('createRecoveryLinkForIdentity', { createRecoveryLinkForIdentityBody: { identity_id: random.uuid() } }),
      ],
    ])('the key "%s" is refused where %s is needed', async (name, scope, call) => {
      const client = withKeyNamed(name);
      expect(await client.failure(call(client))).toMatchObject({
        status: 403,
        error: {
          code: 403,
          status: 'Forbidden',
          reason: expect.stringContaining(scope),
          details: { code: 'key_scope', expected: scope, got: KEYS[name].join(' ') },
        },
      });
    });

    test('nobody gets in without a key', async () => {
      const client = withKey();
      const calls = [client.call('listIdentities'), createIdentity(client), client.call('listSessions')];
      for (const failure of await Promise.all(calls.map(client.failure))) {
        expect(failure).toMatchObject({
          status: 401,
          error: { code: 401, status: 'Unauthorized', details: { code: 'key_missing' } },
        });
      }
    });

    test.each([
      ['unknown', () => 'zelos_key_0000000000000000000000000000000000000000'],
      ['expired', () => expired],
    ])('nobody gets in with a key that is %s', async (_what, key) => {
      const client = withKey(key());
      expect(await client.failure(client.call('listIdentities'))).toMatchObject({
        status: 401,
        error: { details: { code: 'key_invalid' } },
      });
    });

    test('the version and the schemas need no key', async () => {
      expect((await withKey().call('getVersion')).status).toBe(200);
      expect((await withKey().call('listIdentitySchemas')).status).toBe(200);
    });
  });
});
