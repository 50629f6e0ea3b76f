import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCipher } from '../../src/cipher/create-cipher.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { clock, random } from '../storage/databases.ts';
import { authenticator, BCRYPT, email, NOBODY, providers } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

const SECRET = 'test-cipher-secret-0000000000001';
const cipher = createCipher({ algorithm: 'xchacha20-poly1305', secrets: [SECRET], random });

describe.each(SERVERS)('one identity on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer({ ciphers: { algorithm: 'xchacha20-poly1305' }, secrets: { cipher: [SECRET] } });
  });
  afterAll(() => server.stop());

  /** Writes the configuration of credentials as a sign-in would leave it. */
  async function storeConfigs(id: string, configs: object): Promise<void> {
    const database = openDatabase(server.dsn, { clock, random });
    await database.write('UPDATE identities SET configs = $1 WHERE id = $2', [JSON.stringify(configs), id]);
    await database.close();
  }

  test.each(['not-a-uuid', NOBODY, '%00', 'a'.repeat(36), '{}', '1', `${NOBODY}0`])('an id that nobody has: %s', async (id) => {
    for (const method of ['GET', 'DELETE']) {
      const error = failure(await server.admin.send(method, `/admin/identities/${id}`), 404);
      expect(error).toMatchObject({ status: 'Not Found', message: 'Unable to locate the resource' });
      expect(error).not.toHaveProperty('reason');
    }
  });

  test('an unknown identity goes before an unknown type', async () => {
    failure(await server.admin.send('GET', `/admin/identities/${NOBODY}?include_credential=XYZ`), 404);
    const { id } = await server.create({ schema_id: 'bare' });
    const { reason } = failure(
      await server.admin.send('GET', `/admin/identities/${id}?include_credential=totp&include_credential=XYZ`),
      400,
    );
    expect(reason).toBe('Invalid value `XYZ` for parameter `include_credential`.');
  });

  test('every spelling of a UUID finds it', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    const bare = id.replaceAll('-', '');
    for (const spelling of [id.toUpperCase(), bare, `urn:uuid:${id}`, `%7B${id}%7D`])
      expect((await server.get(spelling)).id).toBe(id);
  });

  test('is what was created, without credentials where there are none', async () => {
    const created = await server.create({ schema_id: 'bare', traits: { department: 'sales' }, state: 'inactive' });
    expect(await server.get(created.id)).toEqual({ ...created, metadata_admin: null });
    expect(created).toMatchObject({ schema_id: 'bare', schema_url: `${server.open.url}/schemas/YmFyZQ`, state: 'inactive' });
    expect(created).not.toHaveProperty('credentials');
  });

  test('shows credentials without configuration; with it where it is asked for', async () => {
    const address = email();
    const { id } = await server.create({
      traits: { email: address },
      credentials: {
        password: { config: { hashed_password: BCRYPT } },
        oidc: providers('google:1', 'github:2'),
        webauthn: { config: { credentials: [authenticator('key')] } },
      },
    });
    const { credentials = {} } = await server.get(id);
    expect(Object.keys(credentials)).toEqual(['oidc', 'password', 'webauthn']);
    expect(
      Object.values(credentials).map(({ type, version, identifiers, config }) => [type, version, identifiers, config]),
    ).toEqual([
      ['oidc', 0, ['github:2', 'google:1'], undefined],
      ['password', 1, [address], undefined],
      ['webauthn', 1, [address], undefined],
    ]);
    expect(credentials.password?.updated_at).toMatch(/^\d{4}-.+Z$/);
    const shown = async (...types: string[]) => {
      const { credentials: some = {} } = await server.get(id, `?${types.map((type) => `include_credential=${type}`).join('&')}`);
      return Object.values(some)
        .filter(({ config }) => config !== undefined)
        .map(({ type }) => type);
    };
    expect(await shown('password')).toEqual(['password']);
    expect(await shown('password', 'webauthn')).toEqual(['password', 'webauthn']);
    expect(await shown('saml', 'link_recovery', 'code_recovery')).toEqual([]);
    expect((await server.get(id, '?include_credential=password')).credentials?.password?.config).toEqual({
      hashed_password: BCRYPT,
    });
    expect(await server.get(id, '?include_credential=saml')).not.toHaveProperty('credentials.saml');
  });

  test('tokens of providers are decrypted; what cannot be decrypted is empty', async () => {
    const { id } = await server.create({
      schema_id: 'bare',
      credentials: { oidc: providers('a:1', 'b:2', 'c:3'), saml: providers('d:4', 'e:5') },
    });
    const entry = (provider: string, subject: string, token: string) => ({
      initial_id_token: token,
      initial_access_token: token,
      initial_refresh_token: '',
      subject,
      provider,
    });
    const entries = [
      entry('a', '1', cipher.encrypt('first token')),
      entry('b', '2', 'no ciphertext'),
      entry('c', '3', 'ff'.repeat(60)),
    ];
    await storeConfigs(id, {
      oidc: { providers: entries, more: 1 },
      saml: { providers: [entry('d', '4', cipher.encrypt('x')), entry('e', '5', '')] },
    });
    const oidc = (await server.get(id, '?include_credential=oidc')).credentials;
    expect(oidc?.oidc?.config).toEqual({ providers: [entry('a', '1', 'first token'), entry('b', '2', ''), entry('c', '3', '')] });
    expect(oidc?.saml).not.toHaveProperty('config');
    const saml = (await server.get(id, '?include_credential=saml')).credentials?.saml;
    expect(saml?.config).toEqual({
      providers: [
        { subject: '4', provider: 'd' },
        { subject: '5', provider: 'e' },
      ],
    });
  });

  test('the PIN of a device key is never shown', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    const key = { client_key_id: 'k1', device_name: 'Phone', pin: { pin_secret: 's' } };
    const value = { type: 'deviceauthn', identifiers: ['k1'], config: { credentials: [key] } };
    expect((await server.patch(id, { op: 'add', path: '/credentials/deviceauthn', value })).status).toBe(200);
    const { config } = (await server.get(id, '?include_credential=deviceauthn')).credentials?.deviceauthn ?? {};
    expect(config).toEqual({ credentials: [{ client_key_id: 'k1', device_name: 'Phone' }] });
  });

  test('by external id: exactly, until it is cleared', async () => {
    for (const external_id of [email('Crm'), 'a/b c?d#e%2f', 'ünï', '..', '.', 'x'.repeat(64)]) {
      const { id } = await server.create({ schema_id: 'bare', external_id });
      const path = `/admin/identities/by/external/${encodeURIComponent(external_id)}`;
      expect((await server.admin.send('GET', path)).json()).toMatchObject({ id, external_id });
      failure(
        await server.admin.send(
          'GET',
          path.replace(/[^/]+$/, (text) => `${text}x`),
        ),
        404,
      );
      failure(await server.admin.send('GET', `${path}?include_credential=XYZ`), 400);
      await server.patch(id, { op: 'replace', path: '/external_id', value: '' });
      expect(failure(await server.admin.send('GET', path), 404).message).toBe('Unable to locate the resource');
      expect(await server.get(id)).not.toHaveProperty('external_id');
    }
    const { id } = await server.create({ schema_id: 'bare', external_id: 'CaseMatters' });
    failure(await server.admin.send('GET', '/admin/identities/by/external/casematters'), 404);
    expect((await server.get(id)).external_id).toBe('CaseMatters');
  });
});
