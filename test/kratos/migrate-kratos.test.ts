import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemInputs } from '../../src/config/system-inputs.ts';
import type { Zelos } from '../../src/index.ts';
import type { ImportReport, Part } from '../../src/kratos-import/import-kratos.ts';
import { migrateKratos } from '../../src/server/migrate-kratos.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { emptyFolder } from '../cli/program.ts';
import { EMPTY_DATABASES, type EmptyDatabase } from '../server/empty-databases.ts';
import { startZelos } from '../server/start-zelos.ts';
import { clock, random } from '../storage/databases.ts';
import { dsnOf } from '../storage/dsn-of.ts';
import { CIPHER_SECRET, COOKIE_TOKEN, fillKratos, idOf, NID, OLD_TOKEN, OTHER_NID, PASSWORD } from './fill-kratos.ts';
import { kratosConfiguration } from './kratos-configuration.ts';
import { KRATOS_PLACES, type KratosPlace } from './kratos-place.ts';

const made = JSON.parse(readFileSync(new URL('../data/go-session-cookies.json', import.meta.url), 'utf8')) as {
  readonly secret: string;
  readonly cookies: { readonly whole: string };
};
const cookieMadeAt = Number(Buffer.from(made.cookies.whole, 'base64url').toString('latin1').split('|')[0]) * 1_000_000;

type Json = { readonly [name: string]: unknown };

const EVERYTHING: readonly Part[] = ['sessions', 'messages'];
const MOVES = KRATOS_PLACES.map(([name, makeKratos], index) => [name, makeKratos, EMPTY_DATABASES[index]?.[1]] as const);

describe.each(MOVES)('moving from Kratos on %s', (_, makeKratos, makeTarget) => {
  let kratos: KratosPlace;
  let target: EmptyDatabase;
  let folder: Awaited<ReturnType<typeof emptyFolder>>;
  let zelos: Zelos;

  interface Asking {
    readonly dryRun?: boolean;
    readonly network?: string;
    readonly dsn?: string;
    readonly from?: string;
  }
  async function move({ dryRun = false, network, dsn = target.dsn, from = kratos.dsn }: Asking = {}) {
    const failures: string[] = [];
    const report = await migrateKratos({
      from: dsnOf(from),
      inputs: { ...systemInputs(), env: { DSN: dsn }, cwd: folder.path, files: ['kratos.yml'], flags: {}, devFromFiles: true },
      parts: new Set(EVERYTHING),
      network,
      dryRun,
      progress: () => {},
      onFailure: (what, id, reason) => failures.push(`${what} ${id}: ${reason}`),
      confirm: async () => true,
    });
    if (!report) throw new Error('nobody was asked');
    return { ...report, failures };
  }
  const notesOf = ({ notes }: ImportReport) => Object.fromEntries(notes.map(({ kind, count }) => [kind, count]));

  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ dsn: dsnOf(target.dsn), autoMigrate: true, clock, random });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  beforeAll(async () => {
    if (!makeTarget) throw new TypeError('no database to move to');
    [kratos, target, folder] = [await makeKratos(), await makeTarget(), await emptyFolder()];
    await fillKratos(kratos);
    await writeFile(join(folder.path, 'kratos.yml'), JSON.stringify(await kratosConfiguration(kratos.dsn)));
  });
  afterAll(async () => {
    await zelos?.close();
    await folder.remove();
    await kratos.remove();
    await target.remove();
  });

  const LEFT_OUT = {
    network_others: 1,
    schema_unknown: 1,
    type_unknown: 1,
    credential_merged: 1,
    identifier_merged: 1,
    address_merged: 1,
    normalised: 6,
    hash_unknown: 1,
    token_unreadable: 1,
    token_sealed_anew: 2,
    orphan: 1,
    session_without_token: 1,
    pending_change: 1,
  };
  const SOURCE = { identities: 6, credentials: 13, identifiers: 15, verifiableAddresses: 5, recoveryAddresses: 2 };
  const FOUND = { identities: 6, credentials: 11, identifiers: 13, verifiableAddresses: 4, recoveryAddresses: 2 };
  const [ALL, NONE, TWO] = [
    { taken: 6, present: 0, failed: 0 },
    { taken: 0, present: 6, failed: 0 },
    { taken: 2, present: 0, failed: 0 },
  ];

  test('a dry run tells what there is, and writes nothing', async () => {
    // Nothing is there yet, not even tables.
    for (const before of ['nothing', 'tables']) {
      const report = await move({ dryRun: true });
      expect(report).toMatchObject({
        network: NID,
        source: SOURCE,
        identities: ALL,
        sessions: TWO,
        messages: TWO,
        complete: true,
        failures: [],
      });
      expect(notesOf(report)).toEqual(LEFT_OUT);
      expect(report).not.toHaveProperty('verification');
      expect(await withStore((store) => store.identities.count()), before).toBe(0);
    }
  });

  test('everything is taken over, and compared', async () => {
    const report = await move();
    expect(report).toMatchObject({ identities: ALL, sessions: TWO, messages: TWO, complete: true, failures: [] });
    expect(report.verification).toEqual({ holds: true, expected: FOUND, found: FOUND, missing: 0, changedSince: 0 });
    expect(notesOf(report)).toEqual(LEFT_OUT);
  });

  test('the second time changes nothing', async () => {
    const rows = () => withStore((store) => store.identities.listWithConfigs({ by: 'all' }, { limit: 100 }));
    const before = await rows();
    const there = { taken: 0, present: 2, failed: 0 };
    const report = await move();
    expect(report).toMatchObject({
      identities: NONE,
      sessions: there,
      messages: there,
      verification: { holds: true },
      complete: true,
    });
    expect(await rows()).toEqual(before);
  });

  describe('served', () => {
    const get = async (url: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(url, { headers });
      return { status: answer.status, body: (await answer.json()) as Json };
    };
    const identity = async (person: number) => {
      const all = ['password', 'oidc', 'totp', 'lookup_secret', 'webauthn', 'code', 'passkey'];
      const query = all.map((type) => `include_credential=${type}`).join('&');
      const { status, body } = await get(`${zelos.adminUrl}/admin/identities/${idOf(person)}?${query}`);
      expect(status).toBe(200);
      return body as Json & { readonly credentials: { readonly [type: string]: Json } };
    };

    beforeAll(async () => {
      let ahead = 0;
      zelos = await startZelos({
        dsn: target.dsn,
        // Cookies are old after a while.
        clock: { micros: () => cookieMadeAt + 60_000_000 + ahead++ },
        values: { secrets: { cookie: [made.secret], cipher: [CIPHER_SECRET] }, ciphers: { algorithm: 'xchacha20-poly1305' } },
      });
    });

    test('identities are what they were', async () => {
      const ada = await identity(1);
      expect(ada).toMatchObject({
        id: idOf(1),
        external_id: 'ada',
        schema_id: 'person',
        state: 'active',
        traits: { email: 'ada@example.org', age: 36 },
        metadata_public: { plan: 'gold' },
        metadata_admin: { note: [1, 2] },
        state_changed_at: '2024-03-04T05:06:07.5Z',
        created_at: '2024-03-04T05:06:07.123456Z',
        verifiable_addresses: [
          { value: 'ada@example.org', via: 'email', verified: true, status: 'completed', verified_at: '2024-03-04T05:06:07Z' },
        ],
        recovery_addresses: [{ value: 'ada@example.org', via: 'email' }],
        credentials: {
          password: { identifiers: ['ada@example.org'], version: 1 },
          totp: { identifiers: [idOf(1)], config: { totp_url: expect.stringContaining('JBSWY3DPEHPK3PXP') } },
          lookup_secret: { config: { recovery_codes: [{ code: 'abcd1234' }, { code: 'efgh5678' }] } },
        },
      });
      // Numbers that no double can hold.
      const text = await (await fetch(`${zelos.adminUrl}/admin/identities/${idOf(1)}`)).text();
      expect(text).toContain('12345678901234567890.10');
    });

    test('credentials of old versions are those of new ones', async () => {
      const bob = await identity(2);
      expect(bob).toMatchObject({
        metadata_public: null,
        credentials: {
          password: { identifiers: ['bob@example.org'], version: 1 },
          webauthn: {
            identifiers: ['bob@example.org'],
            version: 1,
            config: {
              user_handle: Buffer.from(idOf(2).replaceAll('-', ''), 'hex').toString('base64'),
              credentials: [{ is_passwordless: false }],
            },
          },
        },
        verifiable_addresses: [{ value: 'bob@example.org', verified: true }],
        recovery_addresses: [{ value: 'bob@example.org' }],
      });
      expect(await identity(4)).toMatchObject({
        credentials: {
          code: {
            version: 1,
            identifiers: ['+4917667111638'],
            config: { addresses: [{ channel: 'sms', address: '+4917667111638' }] },
          },
          passkey: { identifiers: ['handle'] },
        },
        verifiable_addresses: [{ value: '+4917667111638', via: 'sms' }],
      });
      expect(await identity(6)).toMatchObject({
        credentials: { code: { config: { addresses: [{ address: 'fay@example.org' }] } } },
      });
    });

    test('somebody whose schema is gone is there until it comes back', async () => {
      const row = await withStore((store) => store.identities.getWithConfigs(idOf(5)));
      expect(row).toMatchObject({ state: 'inactive', schemaId: 'gone', traits: '{"nick":"eve"}' });
      expect(JSON.parse(row?.configs ?? '')).toMatchObject({
        oidc: { providers: [{ subject: 'new' }, { subject: 'old' }] },
        password: { hashed_password: '$unheard-of$x' },
      });
      const owner = await withStore((store) => store.identities.getByIdentifier('oidc', 'google:old'));
      expect(owner?.id).toBe(idOf(5));
    });

    test('what was enciphered with the same secrets can be read', async () => {
      const { credentials } = await identity(3);
      expect(credentials.oidc?.config).toMatchObject({
        providers: [
          {
            initial_id_token: 'id token',
            initial_access_token: 'access token',
            initial_refresh_token: 'refresh token',
            subject: 'Carl-1',
          },
          { initial_id_token: '', subject: 'c2' },
        ],
      });
    });

    test.each(['ada@example.org', 'BOB@example.org'])('%s signs in with the password of before', async (identifier) => {
      const flow = (await get(`${zelos.publicUrl}/self-service/login/api`)).body as {
        readonly ui: { readonly action: string };
      };
      const answer = await fetch(flow.ui.action, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ method: 'password', identifier, password: PASSWORD }),
      });
      expect(answer.status).toBe(200);
    });

    test('tokens and cookies of before are sessions', async () => {
      const whoami = `${zelos.publicUrl}/sessions/whoami`;
      const session = { id: idOf(50, 1), active: true, identity: { id: idOf(1) }, expires_at: '2039-12-31T23:59:59Z' };
      const devices = [{ id: idOf(60, 1), ip_address: '203.0.113.7:4711', user_agent: 'curl/8', location: '' }];
      for (const headers of [{ 'x-session-token': COOKIE_TOKEN }, { cookie: `ory_kratos_session=${made.cookies.whole}` }]) {
        const { status, body } = await get(whoami, headers as Record<string, string>);
        expect([status, body]).toMatchObject([200, { ...session, devices }]);
      }
      expect((await get(whoami, { 'x-session-token': OLD_TOKEN })).status).toBe(200);
      for (const letter of ['r', 'e'])
        expect((await get(whoami, { 'x-session-token': `ory_st_${letter.repeat(32)}` })).status).toBe(401);
    });

    test('messages wait to be sent', async () => {
      const [mail, sms] = await withStore((store) => Promise.all([1, 2].map((part) => store.messages.get(idOf(70, part)))));
      const templateData = '{"to":"ada@example.org","recovery_code":"123456"}';
      expect(mail).toMatchObject({ via: 'email', recipient: 'ada@example.org', templateData });
      expect(sms).toMatchObject({ via: 'sms', recipient: '+4917667111638', templateData: '{}', requestHeaders: '{}' });
      expect(await withStore((store) => store.messages.get(idOf(70, 3)))).toBeUndefined();
    });

    test('who changed since is left alone; who wants a value of somebody else is told, and the rest is taken over', async () => {
      const changed = await fetch(`${zelos.adminUrl}/admin/identities/${idOf(6)}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: '[{"op":"replace","path":"/traits/email","value":"fay@example.com"}]',
      });
      expect(changed.status).toBe(200);
      const at = { nid: NID, created_at: '2024-01-01 00:00:00', updated_at: '2024-01-01 00:00:00' };
      const someone = { schema_id: 'person', traits: '{}', state: 'active', ...at };
      for (const person of [9, 11, 12, 13, 14]) await kratos.insert('identities', { id: idOf(person), ...someone });
      await kratos.insert('identities', { id: idOf(10), external_id: 'ada', ...someone });
      const address = (person: number, value: string) =>
        kratos.insert('identity_recovery_addresses', {
          id: idOf(person, 1),
          identity_id: idOf(person),
          via: 'email',
          value,
          ...at,
        });
      // Spellings of one address, which only this server takes for one: of somebody who is here, and of two who are to come.
      await address(9, 'Ada@Example.org');
      await address(11, 'Yan@example.org');
      await address(12, 'yan@example.org');
      await address(13, 'zoe@example.org');
      await address(14, 'ZOE@example.org');
      const taken = (person: number, value: string, by: number) =>
        `identity ${idOf(person)}: its recovery address ${value} is taken by ${idOf(by)}`;
      const external = `identity ${idOf(10)}: its external id ada is taken by ${idOf(1)}`;
      const failures = [
        taken(9, 'ada@example.org', 1),
        external,
        taken(12, 'yan@example.org', 11),
        taken(14, 'zoe@example.org', 13),
      ];
      for (const [dryRun, tally] of [
        [true, { taken: 2, present: 6, failed: 4 }],
        [false, { taken: 2, present: 6, failed: 4 }],
        [false, { taken: 0, present: 8, failed: 4 }],
      ] as const) {
        const report = await move({ dryRun });
        expect(report).toMatchObject({ complete: false, identities: tally });
        expect(report.failures.sort()).toEqual(failures);
        if (!dryRun)
          expect(report.verification).toMatchObject({ holds: false, missing: 4, changedSince: 1, found: { identities: 8 } });
      }
      expect((await identity(6)).traits).toEqual({ email: 'fay@example.com' });
    });

    test('what is not here as it was is told', async () => {
      const raw = openDatabase(dsnOf(target.dsn), { clock, random });
      await raw.write("UPDATE identities SET traits = '{}' WHERE id = $1 AND revision = 1", [idOf(3)]);
      await raw.write("DELETE FROM identity_identifiers WHERE identity_id = $1 AND type = 'passkey'", [idOf(4)]);
      await raw.write('UPDATE sessions SET token_hash = $2 WHERE id = $1', [idOf(50, 1), 'x']);
      await raw.close();
      // A session under another id, and one of somebody who could not be taken over.
      await kratos.run(`UPDATE sessions SET id = '${idOf(50, 9)}' WHERE id = '${idOf(50, 2)}'`);
      await kratos.run(`UPDATE sessions SET identity_id = '${idOf(9)}', token = 'x' WHERE id = '${idOf(50, 5)}'`);
      const { failures, verification, ...report } = await move();
      expect(notesOf(report)).toMatchObject({ session_without_identity: 1 });
      expect(failures).toEqual(
        expect.arrayContaining([
          `session ${idOf(50, 9)}: its token is that of another session`,
          `comparison ${idOf(3)}: traits is not what it was`,
          `comparison ${idOf(4)}: a look-up of its passkey identifier handle does not lead to it`,
          `comparison ${idOf(50, 1)}: its token does not lead to this session`,
        ]),
      );
      expect(verification?.holds).toBe(false);
    });

    test('another network can be named', async () => {
      const report = await move({ dryRun: true, network: OTHER_NID });
      expect(report).toMatchObject({ network: OTHER_NID, source: { identities: 1, credentials: 0 } });
      await expect(move({ dryRun: true, network: idOf(1) })).rejects.toThrow('has no network');
    });
  });

  test('Kratos keeps its database for itself', async () => {
    await expect(move({ dsn: kratos.dsn })).rejects.toThrow('one of its own');
  });

  test('a database of anything else, and one that is not up to date, are refused', async () => {
    await expect(move({ from: target.dsn, dsn: 'memory' })).rejects.toThrow('not one of Kratos');
    await kratos.run("UPDATE schema_migration SET version = '20250101000000'");
    await expect(move({ dryRun: true })).rejects.toThrow('kratos migrate sql up');
  });
});
