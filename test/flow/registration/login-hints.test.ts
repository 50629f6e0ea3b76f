import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BCRYPT, email, providers } from '../../http/people.ts';
import { SERVERS, type ServerUnderTest } from '../../http/server-under-test.ts';
import { createVisitor, type WireFlow } from '../settings/visitor.ts';

const PASSWORD = 'ohWee7aiDeiz';
const VALUES = {
  selfservice: {
    methods: { password: { config: { haveibeenpwned_enabled: false } } },
    flows: { registration: { login_hints: true, enable_legacy_one_step: true } },
  },
};

const credentials = { password: { config: { hashed_password: BCRYPT } } };
/** Accounts elsewhere that nobody else has. */
const links = (...ids: readonly string[]) => providers(...ids.map((id) => `${id}:${email()}`));

describe.each(SERVERS)('login hints on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer(VALUES);
  });
  afterAll(() => server.stop());

  async function signUpWith(traits: object) {
    const visitor = createVisitor('native', server.open, {}, 'registration');
    const { id } = await visitor.begin<WireFlow>();
    return visitor.submit(id, { method: 'password', password: PASSWORD, traits });
  }
  const told = async (traits: object) => {
    const answer = await signUpWith(traits);
    expect(answer.status).toBe(400);
    return answer.json<WireFlow>().ui.messages;
  };

  test.each([
    ['a password', { credentials }, ['password'], null],
    ['nothing', {}, null, null],
    ['accounts elsewhere', { credentials: { oidc: links('google', 'github') } }, ['oidc'], ['google', 'github']],
    [
      'a password, and accounts elsewhere of which one kind signs nobody in',
      { credentials: { ...credentials, oidc: links('google'), saml: links('work', 'google') } },
      ['oidc', 'password'],
      ['google'],
    ],
  ])('whoever has %s', async (_name, more, types, providers) => {
    const address = email();
    await server.create({ traits: { email: address }, ...more });
    expect(await told({ email: address.toUpperCase() })).toEqual([
      {
        id: 4000028,
        type: 'error',
        text: expect.stringContaining(`You tried signing in with ${address} which is already in use by another account.`),
        context: {
          credential_identifier_hint: address,
          available_credential_types: types,
          available_oidc_providers: providers,
        },
      },
    ]);
  });
});
