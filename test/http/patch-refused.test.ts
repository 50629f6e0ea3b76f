import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BCRYPT, email, NOBODY, providers } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const CLASS = 'The request was malformed or contained invalid parameters';
const APPLY = 'failed to apply JSON patch';
const PARSE = 'failed to unmarshal JSON patch';

describe.each(SERVERS)('patches that are refused on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let before: WireIdentity;
  const ALL = '?include_credential=password&include_credential=oidc&include_credential=saml';
  beforeAll(async () => {
    server = await startServer();
    const { id } = await server.create({
      traits: { email: email() },
      metadata_public: { list: [1], text: 'x' },
      credentials: { password: { config: { hashed_password: BCRYPT } }, oidc: providers('a:1'), saml: providers('b:2') },
    });
    before = await server.get(id, ALL);
  });
  afterAll(async () => {
    expect(await server.get(before.id, ALL)).toEqual(before);
    await server.stop();
  });

  const value = 'x';
  const denied = (path: string) => `patch includes denied path: ${path}`;
  const change = { op: 'replace', path: '/metadata_admin', value: 'changed' };

  test.each([
    ['/id', [{ op: 'replace', path: '/id', value: NOBODY }], denied('/id')],
    ['/credentials', [{ op: 'replace', path: '/credentials', value: {} }], denied('/credentials')],
    ['another letter case', [{ op: 'replace', path: '/Credentials/OIDC', value: {} }], denied('/Credentials/OIDC')],
    ['/stateChangedAt', [{ op: 'add', path: '/stateChangedAt', value }], denied('/stateChangedAt')],
    ['/state_changed_at', [{ op: 'replace', path: '/state_changed_at', value }], denied('/state_changed_at')],
    ['/credentials/oidc', [{ op: 'remove', path: '/credentials/oidc' }], denied('/credentials/oidc')],
    [
      'below oidc',
      [{ op: 'add', path: '/credentials/oidc/config/providers/0/organization', value }],
      denied('/credentials/oidc/config/providers/0/organization'),
    ],
    ['saml', [{ op: 'replace', path: '/credentials/saml', value: {} }], denied('/credentials/saml')],
    ['below saml', [{ op: 'remove', path: '/credentials/saml/config' }], denied('/credentials/saml/config')],
    ['from a denied place', [{ op: 'copy', from: '/credentials/oidc', path: '/metadata_public' }], denied('/credentials/oidc')],
    ['an empty path', [{ op: 'replace', path: '', value: {} }], /./],
    ['no path', [{ op: 'replace', value: {} }], /./],
    ['a path without slash', [{ op: 'replace', path: 'x/credentials/oidc', value }], /./],
    ['a test that fails', [{ op: 'test', path: '/metadata_public/text', value: 'y' }], /./],
    ['an unknown op', [{ op: 'merge', path: '/metadata_public', value }], /unsupported operation/],
    ['no op', [{ path: '/metadata_public', value }], /unsupported operation/],
    ['no value', [{ op: 'add', path: '/metadata_public' }], /missing value/],
    ['no from', [{ op: 'move', path: '/metadata_public' }], /from/],
    ['a missing member', [{ op: 'remove', path: '/external_id' }], /external_id/],
    ['a missing parent', [{ op: 'remove', path: '/metadata_public/a/b' }], /doc is missing path/],
    ['a missing element', [{ op: 'replace', path: '/metadata_public/list/7', value }], /missing/],
    ['beyond the end', [{ op: 'add', path: '/metadata_public/list/9', value }], /index/],
    ['below a text', [{ op: 'add', path: '/metadata_public/text/a', value }], /./],
    ['a state of the wrong type', [{ op: 'replace', path: '/state', value: 5 }], /./],
    ['an organization that is none', [{ op: 'replace', path: '/organization_id', value }], /./],
    ['addresses that are a text', [{ op: 'replace', path: '/verifiable_addresses', value }], /./],
  ])('%s', async (_what, operations, message) => {
    const error = failure(await server.patch(before.id, change, ...operations), 400);
    expect(error).toMatchObject({
      reason: APPLY,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(error.details).toMatchObject({ code: 'patch_inapplicable' });
  });

  const state = (text: string) => `The supplied state ('${text}') was not valid. Valid states are ('active', 'inactive').`;
  test.each([
    ['an invalid state', [{ op: 'replace', path: '/state', value: 'gone' }], state('gone'), 'identity state is not valid'],
    ['no state', [{ op: 'remove', path: '/state' }], state(''), 'identity state is not valid'],
    ['an unknown schema', [{ op: 'replace', path: '/schema_id', value: 'nope' }], 'Unable to find JSON Schema ID: nope', CLASS],
    ['no schema', [{ op: 'remove', path: '/schema_id' }], 'Unable to find JSON Schema ID: ', CLASS],
    ['an empty schema', [{ op: 'replace', path: '/schema_id', value: '' }], 'Unable to find JSON Schema ID: ', CLASS],
    ['no traits', [{ op: 'remove', path: '/traits' }], /missing properties: "email"/, CLASS],
    ['traits that do not fit', [{ op: 'add', path: '/traits/age', value: -1 }], /must be >= 0 but found -1/, CLASS],
    [
      'a credential without type',
      [{ op: 'add', path: '/credentials/foo', value: {} }],
      'credentials.foo.type must equal "foo", got ""',
      CLASS,
    ],
    [
      'a password without type',
      [{ op: 'replace', path: '/credentials/password', value: { config: {} } }],
      'credentials.password.type must equal "password", got ""',
      CLASS,
    ],
    [
      'an empty type',
      [{ op: 'replace', path: '/credentials/password/type', value: '' }],
      'credentials.password.type must equal "password", got ""',
      CLASS,
    ],
    ['an unknown type', [{ op: 'add', path: '/credentials/foo', value: { type: 'foo' } }], /foo/, CLASS],
    ['remove /region', [{ op: 'remove', path: '/region' }], 'operation "remove" is not supported on /region', CLASS],
    ['region mars', [{ op: 'replace', path: '/region', value: 'mars' }], 'the provided region is not a valid Ory region', CLASS],
    ['region null', [{ op: 'replace', path: '/region', value: null }], 'the provided region is not a valid Ory region', CLASS],
    ['a number as region', [{ op: 'add', path: '/region', value: 5 }], 'failed to unmarshal', CLASS],
  ])('%s', async (_what, operations, reason, message) => {
    const error = failure(await server.patch(before.id, change, ...operations), 400);
    expect(error).toMatchObject({ message, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) });
  });

  test('move from /region', async () => {
    failure(await server.patch(before.id, { op: 'move', from: '/region', path: '/metadata_public' }), 400);
  });

  test.each([
    ['no body', '', 'unexpected end of JSON input'],
    ['no JSON', '[{"op":"add",', expect.anything()],
    ['an object', '{"op":"add"}', expect.stringMatching(/^json: cannot unmarshal/)],
    ['a list of texts', '["x"]', expect.stringMatching(/^json: cannot unmarshal/)],
    ['a path that is a number', '[{"op":"add","path":5,"value":1}]', expect.anything()],
  ])('%s', async (what, body, message) => {
    const error = failure(await server.admin.send('PATCH', `/admin/identities/${before.id}`, { body }), 400);
    expect(error.message).toEqual(message);
    if (what !== 'a path that is a number') expect(error.reason).toBe(PARSE);
  });

  test.each([NOBODY, 'not-a-uuid'])('nobody is found before the body is read: %s', async (id) => {
    const error = failure(await server.admin.send('PATCH', `/admin/identities/${id}`, { body: 'no patch' }), 404);
    expect([error.message, error.reason]).toEqual(['Unable to locate the resource', undefined]);
  });
});
