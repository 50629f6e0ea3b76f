import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { emptyFolder, runZelos } from '../cli/program.ts';
import { EMPTY_DATABASES, type EmptyDatabase } from '../server/empty-databases.ts';
import { schemaValues, startZelos } from '../server/start-zelos.ts';
import { clock, random } from '../storage/databases.ts';
import { dsnOf } from '../storage/dsn-of.ts';
import { CIPHER_SECRET, COOKIE_TOKEN, fillKratos, idOf, NID, OLD_TOKEN, OTHER_NID, PASSWORD } from './fill-kratos.ts';
import { KRATOS_PLACES, type KratosPlace } from './kratos-place.ts';

const made = JSON.parse(readFileSync(new URL('../data/go-session-cookies.json', import.meta.url), 'utf8')) as {
  readonly secret: string;
  readonly cookies: { readonly whole: string };
};
const cookieMadeAt = Number(Buffer.from(made.cookies.whole, 'base64url').toString('latin1').split('|')[0]) * 1_000_000;

type Json = { readonly [name: string]: unknown };

describe.each(KRATOS_PLACES.map(([name, make], index) => [name, make, EMPTY_DATABASES[index]?.[1]] as const))(
  'moving from Kratos on %s',
  (_, makeKratos, makeTarget) => {
    let kratos: KratosPlace;
    let target: EmptyDatabase;
    let folder: Awaited<ReturnType<typeof emptyFolder>>;
    let first: Awaited<ReturnType<typeof runZelos>>;
    let zelos: Zelos;

    const migrate = (args: readonly string[], input?: string) =>
      runZelos(['migrate', 'kratos', '--from', kratos.dsn, '-c', 'kratos.yml', ...args], {
        cwd: folder.path,
        env: { DSN: target.dsn },
        ...(input !== undefined && { input }),
      });
    const migrated = async (...args: string[]) => {
      const run = await migrate(['--format', 'json', ...args]);
      return { ...run, report: JSON.parse(run.out) as Json & { readonly notes: readonly { kind: string; count: number }[] } };
    };
    const notesOf = ({ notes }: { readonly notes: readonly { kind: string; count: number }[] }) =>
      Object.fromEntries(notes.map(({ kind, count }) => [kind, count]));

    beforeAll(async () => {
      if (!makeTarget) throw new TypeError('no database to move to');
      [kratos, target, folder] = [await makeKratos(), await makeTarget(), await emptyFolder()];
      await fillKratos(kratos);
      const configuration = {
        dsn: kratos.dsn,
        identity: await schemaValues(),
        secrets: { cookie: [made.secret], cipher: [CIPHER_SECRET] },
        ciphers: { algorithm: 'xchacha20-poly1305' },
        log: { level: 'error' },
        selfservice: { default_browser_return_url: 'http://127.0.0.1:4455/' },
      };
      await writeFile(join(folder.path, 'kratos.yml'), JSON.stringify(configuration));
      if (kratos.kind === 'postgres')
        await runZelos(['migrate', 'sql', 'up', '-e', '--yes'], { cwd: folder.path, env: { DSN: target.dsn } });
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
      hash_unknown: 1,
      token_unreadable: 1,
      token_sealed_anew: 2,
      orphan: 1,
      session_without_token: 1,
      pending_change: 1,
    };
    const SOURCE = { identities: 6, credentials: 12, identifiers: 14, verifiable_addresses: 5, recovery_addresses: 2 };

    test('a dry run tells what there is, and writes nothing', async () => {
      const { code, err, report } = await migrated('--dry-run', '--include', 'sessions,messages');
      expect([code, err]).toEqual([0, expect.stringContaining('nothing was written')]);
      expect(report).toMatchObject({
        network: NID,
        source: SOURCE,
        identities: { taken_over: 6, there_before: 0, failed: 0 },
        sessions: { taken_over: 2, there_before: 0, failed: 0 },
        messages: { taken_over: 2, there_before: 0, failed: 0 },
      });
      expect(notesOf(report)).toMatchObject(LEFT_OUT);
      expect(report).not.toHaveProperty('verification');
    });

    test('without a yes nothing happens', async () => {
      const silent = await migrate([]);
      expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('--yes')]);
      const no = await migrate([], 'no\n');
      expect([no.code, no.out]).toEqual([0, '']);
      const { report } = await migrated('--dry-run');
      expect(report).toMatchObject({ identities: { taken_over: 6, there_before: 0 } });
    });

    test('everything is taken over, and compared', async () => {
      const run = await migrated('--yes', '--include', 'sessions,messages');
      first = run;
      expect([run.code, run.err]).toEqual([0, expect.stringContaining('compared with what it was')]);
      expect(run.report).toMatchObject({
        complete: true,
        identities: { taken_over: 6, there_before: 0, failed: 0 },
        sessions: { taken_over: 2 },
        messages: { taken_over: 2 },
        verification: {
          holds: true,
          found: { identities: 6, credentials: 10, identifiers: 12, verifiable_addresses: 4, recovery_addresses: 2 },
        },
      });
      expect(notesOf(run.report)).toMatchObject(LEFT_OUT);
    });

    test('the second time changes nothing', async () => {
      const { code, report } = await migrated('--yes', '--include', 'sessions,messages');
      expect(code).toBe(0);
      expect(report).toMatchObject({
        identities: { taken_over: 0, there_before: 6, failed: 0 },
        sessions: { taken_over: 0, there_before: 2, failed: 0 },
        messages: { taken_over: 0, there_before: 2, failed: 0 },
        verification: { holds: true },
      });
      expect(first.code).toBe(0);
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
        const text = await (await fetch(`${zelos.adminUrl}/admin/identities/${idOf(1)}`)).text();
        expect(text).toContain('12345678901234567890.10');
        expect((await identity(5)).state).toBe('inactive');
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
        expect((await identity(5)).credentials).toMatchObject({
          oidc: { identifiers: ['google:new', 'google:old'], config: { providers: [{ subject: 'new' }, { subject: 'old' }] } },
        });
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
        const store = await openStore({ dsn: dsnOf(target.dsn), clock, random });
        const [mail, sms] = [await store.messages.get(idOf(70, 1)), await store.messages.get(idOf(70, 2))];
        await store.close();
        expect(mail).toMatchObject({
          via: 'email',
          recipient: 'ada@example.org',
          templateData: '{"to":"ada@example.org","recovery_code":"123456"}',
        });
        expect(sms).toMatchObject({ via: 'sms', recipient: '+4917667111638', templateData: '{}', requestHeaders: '{}' });
      });

      test('who changed since is left alone; somebody with a value of another is told, and the rest is taken over', async () => {
        const changed = await fetch(`${zelos.adminUrl}/admin/identities/${idOf(6)}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: '[{"op":"replace","path":"/traits/email","value":"fay@example.com"}]',
        });
        expect(changed.status).toBe(200);
        await kratos.insert('identities', {
          id: idOf(9),
          schema_id: 'person',
          traits: '{}',
          state: 'active',
          external_id: 'ADA',
          nid: NID,
          created_at: '2024-01-01 00:00:00',
          updated_at: '2024-01-01 00:00:00',
        });
        await kratos.insert('identity_recovery_addresses', {
          id: idOf(9, 1),
          identity_id: idOf(9),
          via: 'email',
          value: 'Ada@Example.org',
          nid: NID,
          created_at: '2024-01-01 00:00:00',
          updated_at: '2024-01-01 00:00:00',
        });
        await kratos.insert('identities', {
          id: idOf(10),
          schema_id: 'person',
          traits: '{}',
          state: 'active',
          nid: NID,
          created_at: '2024-01-01 00:00:00',
          updated_at: '2024-01-01 00:00:00',
        });
        for (const [flag, taken, before] of [
          ['--dry-run', 1, 6],
          ['--yes', 1, 6],
          ['--yes', 0, 7],
        ] as const) {
          const { code, err, report } = await migrated(flag);
          expect(code).toBe(1);
          expect(err).toContain(`identity ${idOf(9)}: its recovery address ada@example.org is taken by ${idOf(1)}`);
          expect(report).toMatchObject({ complete: false, identities: { taken_over: taken, there_before: before, failed: 1 } });
          if (flag === '--yes')
            expect(report).toMatchObject({
              verification: { holds: false, missing: 1, changed_since: 1, found: { identities: 7 } },
            });
        }
        expect((await identity(6)).traits).toEqual({ email: 'fay@example.com' });
      });

      test('another network can be named; the same values are taken by then', async () => {
        const { code, report } = await migrated('--dry-run', '--network', OTHER_NID.toUpperCase());
        expect([code, report.source]).toMatchObject([0, { identities: 1, credentials: 0 }]);
      });
    });

    test.each([
      ['a part that there is not', ['--include', 'flows'], '--include takes'],
      ['a network that there is not', ['--network', idOf(1)], 'has no network'],
      ['a network that is no UUID', ['--network', 'x'], '--network takes'],
    ])('%s: 1, and why', async (_what, args, why) => {
      const { code, err } = await migrate(['--dry-run', ...args]);
      expect([code, err]).toEqual([1, expect.stringContaining(why)]);
      expect(err).not.toMatch(/^ +at /m);
    });

    test('Kratos keeps its database for itself', async () => {
      const { code, err } = await runZelos(['migrate', 'kratos', '--from', kratos.dsn, '-c', 'kratos.yml', '--yes'], {
        cwd: folder.path,
      });
      expect([code, err]).toEqual([1, expect.stringContaining('one of its own')]);
    });

    test('a database of anything else, and one that is not up to date, are refused', async () => {
      const other = await runZelos(['migrate', 'kratos', '--from', target.dsn, '-c', 'kratos.yml', '--yes'], {
        cwd: folder.path,
        env: { DSN: 'memory' },
      });
      expect([other.code, other.err]).toEqual([1, expect.stringContaining('not one of Kratos')]);
      await kratos.run("UPDATE schema_migration SET version = '20250101000000'");
      const old = await migrate(['--dry-run']);
      expect([old.code, old.err]).toEqual([1, expect.stringContaining('kratos migrate sql up')]);
    });
  },
);
