import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticator, email } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

const CLASS = 'The request was malformed or contained invalid parameters';
const HANDLE =
  'Passkey credential import requires a non-empty user_handle. It must match the WebAuthn user handle stored on the authenticator.';
const ENTRIES = 'Passkey credential import requires at least one entry in credentials.passkey.config.credentials.';

describe.each(SERVERS)('what is not created on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    expect(await server.list()).toEqual([]);
    await server.stop();
  });

  const bare = { schema_id: 'bare' };
  const importing = (credentials: object) => ({ ...bare, credentials });
  const incomplete = (type: string) => `credentials.${type}.config.providers[1] requires a non-empty provider and subject.`;

  test.each([
    ['an unknown schema', { schema_id: 'unknown' }, 'Unable to find JSON Schema ID: unknown'],
    [
      'a trait of the wrong type',
      { ...bare, traits: { department: 5 } },
      /^I\[#\/traits\/department\] S\[#\/properties\/traits\/properties\/department/,
    ],
    [
      'a number where a text belongs',
      { traits: { email: email(), name: { first: 5 } } },
      'I[#/traits/name/first] S[#/properties/traits/properties/name/properties/first/type] expected string, but got number',
    ],
    ['traits that are null', { ...bare, traits: null }, 'I[#/traits] S[#/properties/traits/type] expected object, but got null'],
    [
      'an unknown trait',
      { traits: { email: email(), whatever: 1 } },
      'I[#/traits] S[#/properties/traits/additionalProperties] additionalProperties "whatever" not allowed',
    ],
    [
      'several faults',
      { traits: { email: 'x', age: -1 } },
      /^I\[#\/traits\] S\[#\/properties\/traits\] validation failed\n {2}I\[#\/traits\/email\].*\n(.*\n)*.*must be >= 0 but found -1$/,
    ],
    ['no required trait', {}, 'I[#/traits] S[#/properties/traits/required] missing properties: "email"'],
    ['a phone number that is none', { schema_id: 'phone', traits: { phone: '123' } }, /is not valid "tel"/],
    ['an emoji in the domain', { schema_id: 'code', traits: { email: 'a@😀.org' } }, /is not valid "email"/],
    ['an unknown state', { ...bare, state: 'invalid-state' }, 'identity state is not valid'],
    ['an unknown region', { ...bare, region: 'mars' }, 'the provided region is not a valid Ory region'],
    [
      'an external id of 65 characters',
      { ...bare, external_id: 'é'.repeat(65) },
      /must have at most 64 characters, but it has 65/,
    ],
    [
      'an identifier of 256 characters',
      { schema_id: 'username', traits: { username: 'a'.repeat(256) } },
      /must have at most 255 characters/,
    ],
    [
      'a status of 17 characters',
      {
        traits: { email: 'long@example.org' },
        verifiable_addresses: [{ value: 'long@example.org', via: 'email', status: 'a'.repeat(17) }],
      },
      /must have at most 16 characters/,
    ],
    [
      'an empty identifier',
      { schema_id: 'two-emails', traits: { emails: [email()], nick: '' } },
      'Unable to create identity credentials with missing or empty identifier.',
    ],
    [
      'an identifier of spaces',
      { schema_id: 'username', traits: { username: '   ' } },
      'Unable to create identity credentials with missing or empty identifier.',
    ],
    ['no hash and no password', importing({ password: {} }), 'The imported password does not match any known hash format.'],
    [
      'a password of 73 bytes',
      importing({ password: { config: { password: `${'a'.repeat(71)}é` } } }),
      /at most 72 characters long, but got 73\.$/,
    ],
    [
      'an oidc entry without subject',
      importing({
        oidc: {
          config: {
            providers: [
              { provider: 'a', subject: 'b' },
              { provider: 'a', subject: '' },
            ],
          },
        },
      }),
      incomplete('oidc'),
    ],
    [
      'a saml entry without provider',
      importing({ saml: { config: { providers: [{ provider: 'a', subject: 'b' }, { subject: 'c' }] } } }),
      incomplete('saml'),
    ],
    ['a passkey without handle', importing({ passkey: { config: { credentials: [authenticator('x')] } } }), HANDLE],
    ['a passkey without handle and entries', importing({ passkey: {} }), HANDLE],
    ['a passkey without entries', importing({ passkey: { config: { user_handle: 'dXM=' } } }), ENTRIES],
    [
      'a passkey whose handle is no text',
      importing({ passkey: { config: { user_handle: '//8=', credentials: [authenticator('x')] } } }),
      /UTF-8/,
    ],
  ])('%s', async (_what, json, reason) => {
    const error = failure(await server.admin.send('POST', '/admin/identities', { json }), 400);
    expect(error).toMatchObject({
      status: 'Bad Request',
      message: CLASS,
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
    expect(error.details).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), hint: expect.stringMatching(/./) });
  });

  const unknown = (name: string) => `json: unknown field "${name}"`;
  const mistyped = expect.stringMatching(/^json: cannot unmarshal/);

  test.each([
    ['no body', '', 'EOF', ''],
    ['white space', ' \n', 'EOF', ''],
    ['a body that is cut off', '{"schema_id":"bare"', 'unexpected EOF', undefined],
    ['no JSON', 'schema', expect.stringMatching(/./), undefined],
    ['schema_url', '{"schema_url":"x"}', unknown('schema_url'), '/schema_url'],
    ['an id', '{"id":"x"}', unknown('id'), '/id'],
    ['created_at', '{"created_at":"x"}', unknown('created_at'), '/created_at'],
    ['available_aal', '{"available_aal":"aal1"}', unknown('available_aal'), '/available_aal'],
    ['another letter case', '{"Traits":{}}', unknown('Traits'), '/Traits'],
    ['a code credential', '{"credentials":{"code":{}}}', unknown('code'), '/credentials/code'],
    [
      'an unknown member deep down',
      '{"credentials":{"password":{"config":{"salt":"x"}}}}',
      unknown('salt'),
      '/credentials/password/config/salt',
    ],
    ['a list', '[]', mistyped, ''],
    ['a text', '"x"', mistyped, ''],
    ['null', 'null', mistyped, ''],
    ['a number as schema_id', '{"schema_id":5}', mistyped, '/schema_id'],
    ['a text as credentials', '{"credentials":"x"}', mistyped, '/credentials'],
    ['a number in a list', '{"verifiable_addresses":[{"value":5}]}', mistyped, '/verifiable_addresses/0/value'],
    ['a text as verified', '{"verifiable_addresses":[{"verified":"yes"}]}', mistyped, '/verifiable_addresses/0/verified'],
    ['an organization that is no UUID', '{"organization_id":"x"}', expect.stringMatching(/^uuid: /), '/organization_id'],
    [
      'a time that is none',
      '{"verifiable_addresses":[{"verified_at":"today"}]}',
      expect.stringMatching(/^parsing time "today"/),
      '/verifiable_addresses/0/verified_at',
    ],
    [
      'bytes that are no base64',
      '{"credentials":{"webauthn":{"config":{"user_handle":"!"}}}}',
      expect.anything(),
      expect.stringMatching(/user_handle$/),
    ],
  ] as const)('a body that is wrong: %s', async (_what, body, message, pointer) => {
    const answer = await server.admin.send('POST', '/admin/identities', { body });
    const error = failure(answer, 400);
    expect(error.message, answer.text).toEqual(message);
    if (pointer !== undefined) expect(error.details?.pointer).toEqual(pointer);
  });
});
