import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { clock, random } from '../storage/databases.ts';
import { authenticator, BCRYPT, email, providers, TOTP_URL } from './people.ts';
import { SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';

const password = { password: { config: { hashed_password: BCRYPT } } };
const totp = { totp: { config: { totp_url: TOTP_URL } } };

describe.each(SERVERS)('the assurance level that is stored on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  async function levelOf(id: string): Promise<unknown> {
    const database = openDatabase(server.dsn, { clock, random });
    const [row] = await database.read('SELECT available_aal FROM identities WHERE id = $1', [id]);
    await database.close();
    return row?.[0];
  }

  test.each([
    ['nothing', {}, 'aal0'],
    ['a password', password, 'aal1'],
    ['a password and totp', { ...password, ...totp }, 'aal2'],
    ['totp alone', totp, 'aal2'],
    ['an empty totp url', { totp: { config: { totp_url: '' } } }, 'aal0'],
    ['lookup codes', { lookup_secret: { config: { codes: [{ code: 'a', used_at: '2025-01-01T00:00:00Z' }] } } }, 'aal2'],
    ['a provider', { oidc: providers('a:1') }, 'aal1'],
    [
      'a provider of an organization',
      {
        oidc: { config: { providers: [{ provider: 'a', subject: '2', organization: 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36' }] } },
      },
      'aal0',
    ],
    ['saml', { saml: providers('a:1') }, 'aal0'],
    [
      'a key without password',
      { webauthn: { config: { credentials: [authenticator('k', { is_passwordless: true })] } } },
      'aal1',
    ],
    ['a key beside a password', { webauthn: { config: { credentials: [authenticator('k')] } } }, 'aal2'],
    ['a passkey', { passkey: { config: { user_handle: 'dXM=', credentials: [authenticator('p')] } } }, 'aal1'],
    ['the migration hook, which is off', { password: { config: { use_password_migration_hook: true } } }, 'aal0'],
  ])('with %s', async (_what, credentials, level) => {
    const { id } = await server.create({ traits: { email: email() }, credentials });
    expect(await levelOf(id)).toBe(level);
  });

  test('follows a PUT, a removal and a batch', async () => {
    const traits = { email: email() };
    const { id } = await server.create({ traits, credentials: password });
    wanted(await server.admin.send('PUT', `/admin/identities/${id}`, { json: { traits, credentials: totp } }), 200);
    expect(await levelOf(id)).toBe('aal2');
    expect((await server.admin.send('DELETE', `/admin/identities/${id}/credentials/totp`)).status).toBe(204);
    expect(await levelOf(id)).toBe('aal1');
    const json = { identities: [{ create: { traits: { email: email() }, credentials: { ...password, ...totp } } }] };
    const { identities } = wanted<{ identities: { identity: string }[] }>(
      await server.admin.send('PATCH', '/admin/identities', { json }),
      200,
    );
    expect(await levelOf(identities[0]?.identity ?? '')).toBe('aal2');
  });

  test('is never shown', async () => {
    const { id } = await server.create({ traits: { email: email() } });
    for (const answer of [await server.get(id), ...(await server.list())]) expect(answer).not.toHaveProperty('available_aal');
  });
});
