import { expect, test } from 'vitest';
import type { Timestamp } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createCourier } from './courier.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { Templates } from './templates.ts';
import { memoryMessages } from './testing/memory-messages.ts';

const URL_OF_FLOW = 'https://id.example.org:4433/self-service/recovery/api?x=1';
const IDENTITY = { id: 'ada', traits: { email: 'ada@example.org' } };
const FLOW = { identity: IDENTITY, requestUrl: URL_OF_FLOW, expiresInMinutes: 15.9 };
const OAUTH2 = {
  challenge: 'c',
  client: { clientId: 'i', clientName: 'n', clientUri: 'u', logoUri: 'l', metadata: { a: 1 } },
};

function setUp(render: Templates['render'] = async (type, part) => ` ${type}\n ${part} \n`) {
  const store = memoryMessages();
  const rendered: [part: string, variables: Readonly<Record<string, unknown>>][] = [];
  const woken: number[] = [];
  const courier = createCourier({
    store,
    templates: {
      render: (type, part, variables) => {
        rendered.push([part, variables]);
        return render(type, part, variables);
      },
    },
    clock: { micros: () => 1_735_689_600_000_000 },
    random: createSystemRandom(),
    allowedHeaders: ['User-Agent', 'x-conformance'],
    onQueued: () => woken.push(store.added.length),
  });
  async function send(message: OutgoingMessage) {
    await courier.send(message);
    const { templateData, requestHeaders, ...rest } = store.added.at(-1) ?? {};
    return {
      ...rest,
      data: JSON.parse(String(templateData)) as unknown,
      headers: JSON.parse(String(requestHeaders)) as unknown,
      variables: rendered.at(-1)?.[1],
    };
  }
  return { store, rendered, woken, courier, send };
}

const requestHeaders = { 'user-agent': 'curl/8', 'x-conformance': ['a', 'b'], cookie: 'secret', accept: undefined };

test('an e-mail: subject in one line, text as it is, what the template may know, headers that may be kept', async () => {
  const { send, rendered, woken } = setUp();
  const message = await send({
    template: 'recovery_code_valid',
    via: 'email',
    to: 'ada@example.org',
    model: { ...FLOW, recoveryCode: '123456', transientPayload: { lang: 'de' } },
    requestHeaders,
  });
  const headers = { 'User-Agent': ['curl/8'], 'X-Conformance': ['a', 'b'] };
  expect(message).toMatchObject({
    via: 'email',
    recipient: 'ada@example.org',
    subject: 'recovery_code_valid subject',
    body: ' recovery_code_valid\n plaintext \n',
    templateType: 'recovery_code_valid',
    createdAt: '2025-01-01T00:00:00.000000Z',
    data: {
      to: 'ada@example.org',
      recovery_code: '123456',
      identity: IDENTITY,
      request_url: URL_OF_FLOW,
      transient_payload: { lang: 'de' },
      expires_in_minutes: 15,
    },
    headers,
  });
  expect(rendered.map(([part]) => part).toSorted()).toEqual(['plaintext', 'subject']);
  expect(message.variables).toEqual({
    To: 'ada@example.org',
    RecoveryCode: '123456',
    Identity: IDENTITY,
    RequestURL: URL_OF_FLOW,
    TransientPayload: { lang: 'de' },
    ExpiresInMinutes: 15,
    UserRequestHeaders: headers,
  });
  expect(woken).toEqual([1]);
});

test('a text message: no subject, the domain, the code under both of its names', async () => {
  const { send, rendered } = setUp();
  const message = await send({
    template: 'recovery_code_valid',
    via: 'sms',
    to: '+4915112345678',
    model: { ...FLOW, recoveryCode: '123456' },
  });
  expect(message).toMatchObject({ subject: '', body: ' recovery_code_valid\n sms \n', headers: null });
  expect(message.data).toMatchObject({
    recovery_code: '123456',
    verification_code: '123456',
    request_url_domain: 'id.example.org',
    transient_payload: {},
  });
  expect(message.variables).toMatchObject({ RecoveryCode: '123456', RequestURLDomain: 'id.example.org' });
  expect(message.variables).not.toHaveProperty('VerificationCode');
  expect(rendered).toHaveLength(1);
});

test('an OAuth2 request in the words of data and of templates; without one the data has no such member', async () => {
  const { send } = setUp();
  const model = { ...FLOW, verificationUrl: 'https://v', verificationCode: '1' };
  const about = { template: 'verification_code_valid', via: 'email', to: 'a@example.org' } as const;
  const withRequest = await send({ ...about, model: { ...model, oauth2LoginRequest: OAUTH2 }, requestHeaders });
  const client = { client_id: 'i', client_name: 'n', client_uri: 'u', logo_uri: 'l', metadata: { a: 1 } };
  expect(withRequest.data).toMatchObject({ oauth2_login_request: { challenge: 'c', client } });
  expect(withRequest.variables).toMatchObject({
    OAuth2LoginRequest: {
      Challenge: 'c',
      Client: { ClientID: 'i', ClientName: 'n', ClientURI: 'u', LogoURI: 'l', Metadata: { a: 1 } },
    },
  });
  expect(withRequest.headers).toEqual({});
  const without = await send({ ...about, model });
  expect(without.data).not.toHaveProperty('oauth2_login_request');
  expect(without.variables).toMatchObject({ OAuth2LoginRequest: null });
  expect(without.variables).not.toHaveProperty('UserRequestHeaders');
});

test('a registration knows traits only; its text message calls them the identity', async () => {
  const { send } = setUp();
  const model = { traits: { phone: '+49' }, requestUrl: URL_OF_FLOW, expiresInMinutes: 15, registrationCode: '1' };
  const mail = await send({ template: 'registration_code_valid', via: 'email', to: 'a@example.org', model });
  expect(mail.data).toMatchObject({ traits: { phone: '+49' } });
  expect(mail.data).not.toHaveProperty('identity');
  const text = await send({ template: 'registration_code_valid', via: 'sms', to: '+49', model });
  expect(text.data).toMatchObject({ identity: { phone: '+49' } });
  expect(text.variables).toMatchObject({ Identity: { phone: '+49' } });
});

test('the news of a changed address: its time to the second', async () => {
  const model = { identity: IDENTITY, changedAt: '2025-03-04T09:12:44.120393Z' as Timestamp };
  const text = await setUp().send({ template: 'verifiable_address_changed', via: 'sms', to: '+49', model, requestHeaders });
  expect(text).toMatchObject({
    data: { to: '+49', identity: IDENTITY, changed_at: '2025-03-04T09:12:44Z', transient_payload: {} },
    headers: null,
  });
});

test.each([
  '',
  'ada',
  'ada@',
  'ada@example.org\r\nBcc: eve@example.org',
  'ada@example.org, eve@example.org',
  '<ada@example.org>\u0000',
])('an e-mail to %j is refused', async (to) => {
  const { courier, store } = setUp();
  const sending = courier.send({ template: 'recovery_invalid', via: 'email', to, model: { requestUrl: URL_OF_FLOW } });
  await expect(sending).rejects.toMatchObject({ code: 'message_recipient_invalid', status: 400 });
  expect(store.added).toEqual([]);
});

test.each(['Ada <ada@example.org>', '"a b"@example.org', 'dots.@example.org', 'ada@exämple.org'])(
  'an e-mail to %s is queued',
  async (to) => {
    const message = await setUp().send({ template: 'recovery_invalid', via: 'email', to, model: { requestUrl: URL_OF_FLOW } });
    expect(message).toMatchObject({ recipient: to, data: { to, request_url: URL_OF_FLOW, transient_payload: {} }, headers: {} });
  },
);

test('a template that fails fails the caller, and nothing is queued', async () => {
  const { courier, store, woken } = setUp(async () => {
    throw new Error('broken template');
  });
  const model = { requestUrl: URL_OF_FLOW };
  await expect(courier.send({ template: 'recovery_invalid', via: 'email', to: 'a@example.org', model })).rejects.toThrow(
    'broken template',
  );
  expect([store.added, woken]).toEqual([[], []]);
});

test('U+0000 of a trait does not reach the texts', async () => {
  const { send } = setUp(async () => 'a\0b');
  const message = await send({ template: 'recovery_invalid', via: 'email', to: 'a@example.org', model: { requestUrl: 'x' } });
  expect(message).toMatchObject({ subject: 'ab', body: 'ab' });
});

test('the compiler knows what a message needs', () => {
  const model = { ...FLOW, recoveryUrl: 'x' };
  const messages: OutgoingMessage[] = [
    { template: 'recovery_valid', via: 'email', to: 'a@example.org', model },
    // @ts-expect-error a link is not sent as a text message
    { template: 'recovery_valid', via: 'sms', to: '+49', model },
    // @ts-expect-error the code is missing
    { template: 'recovery_code_valid', via: 'email', to: 'a@example.org', model: FLOW },
    // @ts-expect-error this template knows no identity
    { template: 'recovery_invalid', via: 'email', to: 'a@example.org', model: { requestUrl: 'x', identity: IDENTITY } },
  ];
  expect(messages).toHaveLength(4);
});
