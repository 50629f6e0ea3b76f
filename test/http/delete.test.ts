import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticator, BCRYPT, email, NOBODY, providers, TOTP_URL } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

const password = { password: { config: { hashed_password: BCRYPT } } };
const totp = { totp: { config: { totp_url: TOTP_URL } } };
const lookup_secret = { config: { codes: [{ code: 'a' }] } };
const webauthn = (...passwordless: boolean[]) => ({
  webauthn: {
    config: {
      user_handle: 'dXM=',
      credentials: passwordless.map((is_passwordless, at) => authenticator(`key${at}`, { is_passwordless })),
    },
  },
});
const CLASS = 'The request was malformed or contained invalid parameters';
const MISSING = 'The requested resource could not be found';

describe.each(SERVERS)('DELETE on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ALL = `?${['password', 'oidc', 'saml', 'totp', 'lookup_secret', 'webauthn', 'passkey', 'deviceauthn'].map((type) => `include_credential=${type}`).join('&')}`;
  const credentialsOf = async (id: string) => (await server.get(id, ALL)).credentials ?? {};
  const remove = (id: string, type: string, query = '') =>
    server.admin.send('DELETE', `/admin/identities/${id}/credentials/${type}${query}`);
  const person = (credentials: object) => server.create({ traits: { email: email() }, credentials });
  const bare = (credentials: object) => server.create({ schema_id: 'bare', credentials });

  async function removes(id: string, type: string, query = ''): Promise<void> {
    const answer = await remove(id, type, query);
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([204, '', undefined]);
  }

  test('an identity: once, with all that belongs to it', async () => {
    const address = email();
    const { id } = await server.create({
      traits: { email: address },
      external_id: address,
      credentials: { oidc: providers(`a:${address}`) },
    });
    const answer = await server.admin.send('DELETE', `/admin/identities/${id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    for (const method of ['GET', 'DELETE']) failure(await server.admin.send(method, `/admin/identities/${id}`), 404);
    await server.create({ traits: { email: address }, external_id: address, credentials: { oidc: providers(`a:${address}`) } });
  });

  test.each(['totp', 'lookup_secret', 'webauthn'])('%s goes alone, and once', async (type) => {
    const { id } = await bare({ ...password, ...totp, lookup_secret, ...webauthn(false) });
    const { [type]: _gone, ...others } = await credentialsOf(id);
    await removes(id, type);
    expect(await credentialsOf(id)).toEqual(others);
    const error = failure(await remove(id, type), 404);
    expect(error).toMatchObject({
      message: MISSING,
      reason: `You tried to remove a ${type} but this user have no ${type} set up.`,
    });
  });

  test('lookup is another name of lookup_secret', async () => {
    const { id } = await bare({ lookup_secret });
    await removes(id, 'lookup');
    expect(await credentialsOf(id)).toEqual({});
  });

  test('the last first factor stays; a password goes when there is another way', async () => {
    const { id, traits } = await person(password);
    expect(failure(await remove(id, 'password'), 400)).toMatchObject({
      message: CLASS,
      reason: 'You cannot remove the last first factor credential.',
    });
    const linked = await person({ ...password, oidc: providers(`a:${email()}`) });
    await removes(linked.id, 'password');
    expect((await credentialsOf(linked.id)).password).toMatchObject({ config: {}, identifiers: [linked.traits.email] });
    expect(await server.list(`?credentials_identifier=${linked.traits.email}`)).toMatchObject([{ id: linked.id }]);
    expect((await credentialsOf(id)).password).toMatchObject({
      config: { hashed_password: BCRYPT },
      identifiers: [traits.email],
    });
  });

  test.each([
    ['oidc', {}],
    ['saml', { ...password, ...webauthn(true) }],
  ])('one of three entries of %s goes by its identifier', async (type, others) => {
    const pairs = ['a', 'b', 'c'].map((provider) => `${provider}:${email()}`);
    const { id } = await person({ ...others, [type]: providers(...pairs) });
    await removes(id, type, `?identifier=${encodeURIComponent(pairs[1] ?? '')}`);
    const credential = (await credentialsOf(id))[type];
    expect(credential?.identifiers).toEqual([pairs[0], pairs[2]]);
    expect(credential?.config?.providers).toMatchObject(['a', 'c'].map((provider) => ({ provider })));
  });

  test.each([
    ['', 400, 'You must provide an identifier to delete this credential.'],
    ['?identifier=', 400, 'You must provide an identifier to delete this credential.'],
    ['?identifier=a:x', 404, 'The identifier `a:x` was not found among oidc credentials.'],
    ['?identifier=a', 404, 'The identifier `a` was not found among oidc credentials.'],
  ])('an entry of oidc with %j: %i', async (query, status, reason) => {
    const { id } = await bare({ oidc: providers(`a:${email()}`, `b:${email()}`) });
    const before = await server.get(id);
    expect(failure(await remove(id, 'oidc', query), status).reason?.toLowerCase()).toBe(reason.toLowerCase());
    expect(await server.get(id)).toEqual(before);
  });

  test.each([
    ['only without password', [true, true], [true, true]],
    ['both', [true, false, true], [true, true]],
    ['only beside a password', [false, false], undefined],
  ])('webauthn with keys %s', async (_what, stored, left) => {
    const { id } = await bare(webauthn(...stored));
    await removes(id, 'webauthn');
    const entries = (await credentialsOf(id)).webauthn?.config?.credentials as { is_passwordless: boolean }[] | undefined;
    expect(entries?.map(({ is_passwordless }) => is_passwordless)).toEqual(left);
  });

  test('webauthn comes back without keys where the schema names an identifier', async () => {
    const { id, traits } = await person(webauthn(false));
    await removes(id, 'webauthn');
    expect((await credentialsOf(id)).webauthn).toMatchObject({
      identifiers: [traits.email],
      config: expect.not.objectContaining({ credentials: expect.anything() }),
    });
  });

  test.each([
    ['passkey', { passkey: { config: { user_handle: 'dXM=', credentials: [authenticator('p')] } } }],
    ['code', undefined],
  ])('%s cannot be removed', async (type, credentials) => {
    const { id } = credentials ? await bare(credentials) : await server.create({ schema_id: 'code', traits: { email: email() } });
    const error = failure(await remove(id, type), 400);
    expect(error).toMatchObject({ message: CLASS, reason: `Credentials type ${type} cannot be deleted.` });
  });

  test.each(['nonsense', 'password', 'OIDC', 'profile'])('a type that is not there: %s', async (type) => {
    const { id } = await bare({});
    const error = failure(await remove(id, type), 404);
    expect(error).toMatchObject({
      message: MISSING,
      reason: `You tried to remove a ${type} but this user have no ${type} set up.`,
    });
  });

  test.each([NOBODY, 'not-a-uuid'])('a credential of nobody: %s', async (id) => {
    for (const [type, query] of [
      ['totp', ''],
      ['deviceauthn', '?identifier=x'],
    ] as const) {
      const error = failure(await remove(id, type, query), 404);
      expect([error.message, error.reason]).toEqual(['Unable to locate the resource', undefined]);
    }
  });

  describe('device keys', () => {
    const key = (id: string) => ({ client_key_id: id, device_name: `device ${id}` });
    async function withKeys(...ids: string[]): Promise<string> {
      const { id } = await bare({});
      const value = { type: 'deviceauthn', identifiers: ids, config: { credentials: ids.map(key) } };
      expect((await server.patch(id, { op: 'add', path: '/credentials/deviceauthn', value })).status).toBe(200);
      return id;
    }
    const keysOf = async (id: string) => {
      const { identifiers, config } = (await credentialsOf(id)).deviceauthn ?? {};
      return [identifiers, config?.credentials];
    };

    test('go one by one; an empty credential remains', async () => {
      const ids = ['a', 'b', 'c'].map((name) => email(name));
      const id = await withKeys(...ids);
      for (const at of [1, 0, 2]) {
        await removes(id, 'deviceauthn', `?identifier=${ids[at]}`);
        delete ids[at];
        const left = ids.filter((one) => one !== undefined);
        expect(await keysOf(id)).toEqual([left, left.map(key)]);
      }
    });

    test('unknown ones, and none', async () => {
      const mine = email();
      const id = await withKeys(mine);
      expect(failure(await remove(id, 'deviceauthn', '?identifier=x'), 404).reason).toBe(
        'The identifier `x` was not found among deviceauthn credentials.',
      );
      expect(failure(await remove(id, 'deviceauthn'), 400).reason).toBe(
        'You must provide an identifier to delete this credential.',
      );
      expect(await keysOf(id)).toEqual([[mine], [key(mine)]]);
      const { id: other } = await bare({});
      expect(failure(await remove(other, 'deviceauthn', '?identifier=x'), 404).message).toBe('Unable to locate the resource');
    });
  });
});
