import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '../../src/hash/testing/verify-password.ts';
import { authenticator, BCRYPT, email, OTHER_BCRYPT, providers, TOTP_URL } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

interface Vector {
  readonly algorithm: string;
  readonly hash: string;
  readonly import: 'accept' | 'unknown_format' | 'out_of_bounds' | 'unparseable';
}

const vectors = JSON.parse(await readFile(new URL('../data/hashes.json', import.meta.url), 'utf8')) as Vector[];
/** The first of each algorithm and verdict. */
const chosen = vectors.filter(
  (vector, at) => at === vectors.findIndex((one) => one.algorithm === vector.algorithm && one.import === vector.import),
);

describe.each(SERVERS)('creating with credentials on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ALL =
    '?include_credential=password&include_credential=oidc&include_credential=saml&include_credential=totp&include_credential=lookup_secret&include_credential=webauthn&include_credential=passkey';

  /** The credentials of an identity that was created with these imports. */
  async function stored(credentials: object, body: object = { schema_id: 'bare' }) {
    const { id } = await server.create({ ...body, credentials });
    return { id, credentials: (await server.get(id, ALL)).credentials ?? {} };
  }

  test('a clear-text password is hashed; providers get identifiers and no tokens', async () => {
    const { credentials } = await stored(
      {
        password: { config: { password: 'correct horse' } },
        oidc: providers('google:g1', 'github:h1'),
        saml: providers('okta:o1', 'onelogin:l1'),
      },
      { traits: { email: email() } },
    );
    const { hashed_password } = credentials.password?.config ?? {};
    expect(await verifyPassword(String(hashed_password), 'correct horse')).toBe(true);
    expect(await verifyPassword(String(hashed_password), 'wrong horse')).toBe(false);
    expect(credentials.oidc).toMatchObject({ identifiers: ['github:h1', 'google:g1'], version: 0 });
    expect(credentials.saml).toMatchObject({ identifiers: ['okta:o1', 'onelogin:l1'], version: 0 });
    expect(credentials.oidc?.config).toEqual({
      providers: [
        ['g1', 'google'],
        ['h1', 'github'],
      ].map(([subject, provider]) => ({
        initial_id_token: '',
        initial_access_token: '',
        initial_refresh_token: '',
        subject,
        provider,
      })),
    });
  });

  test.each([
    [{ organization: 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36' }, { organization: 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36' }],
    [{ organization: null }, {}],
    [{ use_auto_link: true }, { use_auto_link: true }],
    [{ use_auto_link: false }, {}],
  ])('a provider entry with %j keeps %j', async (more, kept) => {
    const subject = email();
    const { credentials } = await stored({ oidc: { config: { providers: [{ provider: 'google', subject, ...more }] } } });
    const [entry] = (credentials.oidc?.config?.providers ?? []) as object[];
    expect(Object.keys(entry ?? {}).sort()).toEqual(
      ['initial_access_token', 'initial_id_token', 'initial_refresh_token', 'provider', 'subject', ...Object.keys(kept)].sort(),
    );
    expect(entry).toMatchObject({ subject, ...kept });
  });

  test.each(chosen.filter((vector) => vector.import === 'accept').map(({ algorithm, hash }) => [algorithm, hash]))(
    'keeps a hash of %s as it is: %s',
    async (_algorithm, hash) => {
      const { credentials } = await stored({ password: { config: { hashed_password: hash } } });
      expect(credentials.password?.config).toEqual({ hashed_password: hash });
    },
  );

  const REASONS = {
    unknown_format: /does not match any known hash format/,
    out_of_bounds: /exceed the bounds/,
    unparseable: /could not be parsed/,
  };
  const refused = chosen.flatMap(({ import: verdict, hash }) => (verdict === 'accept' ? [] : [[verdict, hash] as const]));
  test.each(refused)('refuses a hash as %s: %s', async (verdict, hash) => {
    const json = { schema_id: 'bare', credentials: { password: { config: { hashed_password: hash } } } };
    const answer = await server.admin.send('POST', '/admin/identities', { json });
    expect(failure(answer, 400).reason).toMatch(REASONS[verdict]);
    expect(answer.text).not.toContain(hash);
  });

  test.each([
    [
      'the migration hook wins over everything',
      { use_password_migration_hook: true, password: 'x', hashed_password: 'nonsense' },
      { hashed_password: '', use_password_migration_hook: true },
    ],
    ['a hash is kept', { hashed_password: OTHER_BCRYPT, use_password_migration_hook: false }, { hashed_password: OTHER_BCRYPT }],
  ])('password: %s', async (_what, config, kept) => {
    const { credentials } = await stored({ password: { config } }, { traits: { email: email() } });
    expect(credentials.password?.config).toEqual(kept);
  });

  test('second factors and keys are stored as imported, with the identity or the user handle as identifier', async () => {
    const handle = email('handle');
    const { id, credentials } = await stored({
      totp: { config: { totp_url: TOTP_URL } },
      lookup_secret: { config: { codes: [{ code: 'a' }, { code: 'b', used_at: '2025-01-05T10:00:00Z' }] } },
      webauthn: { config: { user_handle: [117, 115], credentials: [authenticator('key')] } },
      passkey: { config: { user_handle: Buffer.from(handle).toString('base64'), credentials: [authenticator('pass')] } },
    });
    expect(credentials).toMatchObject({
      totp: { identifiers: [id], config: { totp_url: TOTP_URL }, version: 0 },
      lookup_secret: {
        identifiers: [id],
        config: {
          recovery_codes: [
            { code: 'a', used_at: null },
            { code: 'b', used_at: '2025-01-05T10:00:00Z' },
          ],
        },
      },
      webauthn: { identifiers: [], config: { user_handle: 'dXM=', credentials: [authenticator('key')] }, version: 1 },
      passkey: { identifiers: [handle], config: { credentials: [authenticator('pass')] }, version: 0 },
    });
  });

  test('a pair that comes twice is one entry, the later one', async () => {
    const subject = email();
    const entries = [false, true].map((use_auto_link) => ({ provider: 'p', subject, use_auto_link }));
    const { credentials } = await stored({ oidc: { config: { providers: entries } } });
    expect(credentials.oidc?.identifiers).toEqual([`p:${subject}`]);
    expect(credentials.oidc?.config?.providers).toMatchObject([{ subject, use_auto_link: true }]);
  });

  test('the create answer shows what was imported without configuration', async () => {
    const { credentials } = await server.create({
      schema_id: 'bare',
      credentials: { oidc: providers('a:1'), password: { config: { hashed_password: BCRYPT } } },
    });
    for (const credential of Object.values(credentials ?? {})) expect(credential).not.toHaveProperty('config');
    expect(Object.keys(credentials ?? {})).toEqual(['oidc', 'password']);
  });

  test('a member config inside the configuration of oidc is taken and ignored', async () => {
    const { credentials } = await stored({
      oidc: { config: { config: { password: 'x', hashed_password: 'y' }, providers: [{ provider: 'p', subject: email() }] } },
    });
    expect(Object.keys(credentials)).toEqual(['oidc']);
  });
});
