import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '../../src/hash/testing/verify-password.ts';
import { authenticator, BCRYPT, email, OTHER_BCRYPT, providers, TOTP_URL } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireCredential } from './wire.ts';

const entry = (pair: string, more: object = {}) => {
  const [provider, subject] = pair.split(':');
  return { initial_id_token: '', initial_access_token: '', initial_refresh_token: '', subject, provider, ...more };
};
const codes = (...list: string[]) => ({ lookup_secret: { config: { codes: list.map((code) => ({ code })) } } });
const keys = (type: string, handle: string | undefined, ...entries: object[]) => ({
  [type]: {
    config: { ...(handle !== undefined && { user_handle: Buffer.from(handle).toString('base64') }), credentials: entries },
  },
});

describe.each(SERVERS)('credentials in a PUT on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** The credential after it was created and then updated by a PUT; `created` is what it was before. */
  async function merged(
    type: string,
    first: object,
    second: object,
  ): Promise<{ id: string; before: WireCredential; after: WireCredential }> {
    const { id } = await server.create({ schema_id: 'bare', credentials: first });
    const read = async () => (await server.get(id, `?include_credential=${type}`)).credentials?.[type] as WireCredential;
    const before = await read();
    const answer = await server.admin.send('PUT', `/admin/identities/${id}`, { json: { credentials: second } });
    wanted(answer, 200);
    expect(answer.text).not.toContain('"config"');
    return { id, before, after: await read() };
  }

  test('a password is replaced as a whole, by hash or in clear text', async () => {
    const { before, after } = await merged(
      'password',
      { password: { config: { hashed_password: BCRYPT } } },
      { password: { config: { hashed_password: OTHER_BCRYPT } } },
    );
    expect([before.config, after.config]).toEqual([{ hashed_password: BCRYPT }, { hashed_password: OTHER_BCRYPT }]);
    expect(after.created_at > before.created_at).toBe(true);
    const clear = await merged(
      'password',
      { password: { config: { use_password_migration_hook: true } } },
      { password: { config: { password: 'battery staple' } } },
    );
    expect(Object.keys(clear.after.config ?? {})).toEqual(['hashed_password']);
    expect(await verifyPassword(String(clear.after.config?.hashed_password), 'battery staple')).toBe(true);
  });

  test('the same password again leaves the credential as it is', async () => {
    const password = { password: { config: { hashed_password: BCRYPT } } };
    const { before, after } = await merged('password', password, password);
    expect(after).toEqual(before);
  });

  test('recovery codes are added', async () => {
    const { id, after } = await merged('lookup_secret', codes('a', 'b'), codes('b', 'c'));
    expect(after.identifiers).toEqual([id]);
    expect(after.config?.recovery_codes).toEqual(['a', 'b', 'b', 'c'].map((code) => ({ code, used_at: null })));
  });

  test('totp is replaced', async () => {
    const { id, after } = await merged(
      'totp',
      { totp: { config: { totp_url: 'otpauth://totp/old' } } },
      { totp: { config: { totp_url: TOTP_URL } } },
    );
    expect(after).toMatchObject({ identifiers: [id], config: { totp_url: TOTP_URL } });
  });

  test.each(['oidc', 'saml'])('%s: providers are added, each pair stays one entry', async (type) => {
    const [first, second] = [`a:${email()}`, `b:${email()}`];
    const { before, after } = await merged(type, { [type]: providers(first) }, { [type]: providers(second, first) });
    const shown = type === 'oidc' ? entry : (pair: string) => ({ subject: pair.split(':')[1], provider: pair.split(':')[0] });
    expect(after.identifiers).toEqual([first, second].sort());
    expect(after.config?.providers).toEqual([shown(first), shown(second)]);
    expect(after.created_at).toBe(before.created_at);
    expect(after.updated_at > before.updated_at).toBe(true);
    const same = await merged(type, { [type]: providers(`c:${email()}`) }, { [type]: { config: { providers: [] } } });
    expect(same.after).toEqual(same.before);
  });

  test('a pair of somebody else is refused', async () => {
    const pair = `a:${email()}`;
    await server.create({ schema_id: 'bare', credentials: { oidc: providers(pair) } });
    const { id } = await server.create({ schema_id: 'bare', credentials: { oidc: providers(`b:${email()}`) } });
    const before = await server.get(id, '?include_credential=oidc');
    failure(await server.admin.send('PUT', `/admin/identities/${id}`, { json: { credentials: { oidc: providers(pair) } } }), 409);
    expect(await server.get(id, '?include_credential=oidc')).toEqual(before);
  });

  test('webauthn: merged by id; the handle is kept, and is no identifier', async () => {
    const changed = authenticator('cred1', { display_name: 'changed' });
    const first = keys('webauthn', 'handle', authenticator('cred1'), authenticator('cred2'));
    const { after } = await merged('webauthn', first, keys('webauthn', undefined, changed, authenticator('cred3')));
    expect(after).toMatchObject({ identifiers: [], version: 1 });
    expect(after.config).toEqual({
      credentials: [changed, authenticator('cred2'), authenticator('cred3')],
      user_handle: 'aGFuZGxl',
    });
    const other = await merged('webauthn', first, keys('webauthn', 'other'));
    expect(other.after.config).toMatchObject({
      user_handle: 'b3RoZXI=',
      credentials: [{ display_name: 'cred1' }, { display_name: 'cred2' }],
    });
  });

  test('passkey: merged by id; every handle that there was is an identifier', async () => {
    const [handle, other] = [email('a'), email('b')];
    const first = keys('passkey', handle, authenticator('cred1'));
    const same = await merged('passkey', first, keys('passkey', handle, authenticator('cred2')));
    expect(same.after.identifiers).toEqual([handle]);
    expect(same.after.config?.credentials).toEqual([authenticator('cred1'), authenticator('cred2')]);
    await server.admin.send('DELETE', `/admin/identities/${same.id}`);
    const both = await merged('passkey', first, keys('passkey', other, authenticator('cred2')));
    expect(both.after.identifiers).toEqual([handle, other].sort());
    expect(both.after.config?.user_handle).toBe(Buffer.from(other).toString('base64'));
  });

  test('what the body does not name keeps its row', async () => {
    const { id } = await server.create({
      traits: { email: email() },
      credentials: { password: { config: { hashed_password: BCRYPT } }, totp: { config: { totp_url: TOTP_URL } }, ...codes('a') },
    });
    const { traits, credentials: before } = await server.get(id);
    wanted(await server.admin.send('PUT', `/admin/identities/${id}`, { json: { traits, metadata_public: 1 } }), 200);
    expect((await server.get(id)).credentials).toEqual(before);
    wanted(await server.admin.send('PUT', `/admin/identities/${id}`, { json: { traits, credentials: codes('b') } }), 200);
    const { lookup_secret: _lookup, ...others } = (await server.get(id)).credentials ?? {};
    expect(before).toMatchObject(others);
    expect(Object.keys(others)).toEqual(['password', 'totp', 'webauthn']);
  });

  test.each([
    ['no hash', { password: { config: {} } }, /does not match any known hash format/],
    ['a passkey without handle', keys('passkey', undefined, authenticator('x')), /requires a non-empty user_handle/],
    [
      'an entry without subject',
      { oidc: { config: { providers: [{ provider: 'x' }] } } },
      /requires a non-empty provider and subject/,
    ],
  ])('refuses %s, and changes nothing', async (_what, credentials, reason) => {
    const { id } = await server.create({ schema_id: 'bare', credentials: { totp: { config: { totp_url: TOTP_URL } } } });
    const before = await server.get(id);
    const json = { credentials: { totp: { config: { totp_url: 'otpauth://totp/new' } }, ...credentials } };
    expect(failure(await server.admin.send('PUT', `/admin/identities/${id}`, { json }), 400).reason).toMatch(reason);
    expect(await server.get(id)).toEqual(before);
  });
});
