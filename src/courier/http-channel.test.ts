import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createPublicOnly } from '../outgoing/public-only.ts';
import type { MessageRow } from '../store/message-store.ts';
import { type BodyTemplate, createBodyTemplate } from './body-template.ts';
import { createHttpChannel } from './http-channel.ts';
import type { RequestConfig } from './http-request.ts';
import { memoryLog, messageRow } from './testing/message-row.ts';

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let base: string;
let calls: Call[];
let answer: { status: number; body?: string; headers?: Record<string, string> };
beforeAll(async () => {
  server = createServer(async (request, response) => {
    calls.push({ method: request.method, url: request.url, headers: request.headers, body: await text(request) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  calls = [];
  answer = { status: 204 };
});

/** Stands for Jsonnet: every snippet is the whole context. */
const whole: BodyTemplate = createBodyTemplate({
  evaluate: async (snippet, { tla }) => jsonOf({ snippet, ...(JSON.parse(tla?.ctx ?? '{}') as object) }),
});

interface Delivery extends Partial<RequestConfig> {
  readonly message?: Partial<MessageRow>;
  readonly template?: BodyTemplate;
  readonly html?: string | (() => Promise<string>);
  readonly assertAllowed?: ReturnType<typeof createPublicOnly>;
}

async function deliver({ message = {}, template = whole, html, assertAllowed, ...request }: Delivery) {
  const log = memoryLog();
  const channel = createHttpChannel({
    request: { url: `${base}/mail`, method: 'POST', headers: {}, ...request },
    body: template,
    html: async () => (typeof html === 'function' ? html() : html),
    fetch,
    log,
    ...(assertAllowed && { assertAllowed }),
  });
  await channel.deliver(messageRow(message), AbortSignal.timeout(20_000));
  return log;
}
const fault = (delivery: Delivery) =>
  deliver(delivery).then(
    () => {
      throw new Error('it was delivered');
    },
    (error: unknown) => error as Error,
  );
const bodyOf = (call: Call | undefined) => JSON.parse(call?.body ?? '') as unknown;

test('what the body is told of an e-mail', async () => {
  await deliver({ body: 'file:///b.jsonnet', html: '<b>1</b>' });
  expect(calls).toMatchObject([{ method: 'POST', url: '/mail', headers: { 'content-type': 'application/json' } }]);
  expect(bodyOf(calls[0])).toEqual({
    snippet: 'file:///b.jsonnet',
    recipient: 'ada@example.org',
    subject: 'Use code 123456',
    body: 'Your code is 123456.\n',
    html_body: '<b>1</b>',
    template_type: 'recovery_code_valid',
    template_data: { to: 'ada@example.org', recovery_code: '123456' },
    message_type: 'email',
    request_headers: { 'User-Agent': ['curl/8'] },
  });
  await deliver({ body: 'x', message: { via: 'sms', subject: '', requestHeaders: 'null' as JsonText } });
  expect(bodyOf(calls[1])).toMatchObject({ message_type: 'sms', subject: '', request_headers: null });
  expect(bodyOf(calls[1])).not.toHaveProperty('html_body');
});

test('the built-in body, for which no HTML is made', async () => {
  let made = 0;
  await deliver({ html: async () => `<b>${++made}</b>` });
  expect(made).toBe(0);
  expect(bodyOf(calls[0])).toEqual({
    recipient: 'ada@example.org',
    template_type: 'recovery_code_valid',
    to: 'ada@example.org',
    recovery_code: '123456',
    recovery_url: null,
    verification_url: null,
    verification_code: null,
    subject: 'Use code 123456',
    body: 'Your code is 123456.\n',
  });
});

test('method, headers, and the ways to show who sends it', async () => {
  const headers = { 'X-Mailer': 'zelos' };
  await deliver({ method: 'put', headers, auth: { type: 'basic_auth', user: 'mailer', password: 'pass:with colon' } });
  await deliver({ auth: { type: 'api_key', name: 'X-Api-Key', value: 'k', in: 'header' } });
  await deliver({ auth: { type: 'api_key', name: 'key', value: 'k', in: 'cookie' } });
  await deliver({ url: `${base.replace('//', '//u:p%40@')}/mail?x=1` });
  expect(calls).toMatchObject([
    { method: 'PUT', headers: { 'x-mailer': 'zelos', authorization: 'Basic bWFpbGVyOnBhc3M6d2l0aCBjb2xvbg==' } },
    { headers: { 'x-api-key': 'k' } },
    { headers: { cookie: 'key=k' } },
    { url: '/mail?x=1', headers: { authorization: `Basic ${Buffer.from('u:p@').toString('base64')}` } },
  ]);
});

test('a form', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await deliver({ headers, template: async () => jsonOf({ To: '+49 1', Body: 'a&b=ü' }) });
  expect([...new URLSearchParams(calls[0]?.body)]).toEqual([
    ['To', '+49 1'],
    ['Body', 'a&b=ü'],
  ]);
  expect(calls[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  for (const body of [{ To: 1 }, ['a'], 'a', null])
    expect((await fault({ headers, template: async () => jsonOf(body) })).message).toContain('object of strings');
  expect(calls).toHaveLength(1);
});

test.each([
  [{ headers: { 'Content-Type': 'application/json; charset=utf-8' } }, 'incorrect Content-Type for request with body'],
  [{ headers: { 'X-Secret': 'gehe\nim' } }, 'the header "X-Secret" cannot be sent'],
  [{ url: 'nowhere' }, 'is no URL'],
  [{ url: undefined }, 'request_config.url is not set'],
])('a configuration that cannot be called: %j', async (request, problem) => {
  const error = await fault(request as Delivery);
  expect(error.message).toContain(problem);
  expect(error.message).not.toContain('gehe');
  expect(calls).toEqual([]);
});

test.each([400, 500, 304])(
  'the answer %d is a failure that is told, with the beginning of the answer in the log',
  async (status) => {
    answer = { status, ...(status !== 304 && { body: 'x'.repeat(5000) }) };
    expect(await fault({})).toMatchObject({
      permanent: false,
      message: `unable to dispatch mail delivery because upstream server replied with status code ${status}`,
    });
    expect(calls).toHaveLength(1);
  },
);

test('a service that is not there, and a body that cannot be made', async () => {
  const away = createServer().listen(0, '127.0.0.1');
  await once(away, 'listening');
  const { port } = away.address() as AddressInfo;
  await new Promise((resolve) => away.close(resolve));
  const url = `http://u:geheim@127.0.0.1:${port}/a?token=geheim`;
  const { message } = await fault({ url });
  expect(message).toMatch(new RegExp(`^POST http://127\\.0\\.0\\.1:${port}/a failed: .*ECONNREFUSED`));
  expect(message).not.toContain('geheim');
  const broken = fault({ template: () => Promise.reject(new Error('RUNTIME ERROR: cancel')) });
  expect((await broken).message).toBe('the body of the request could not be made: RUNTIME ERROR: cancel');
});

test('private addresses are not called where that is forbidden, but for exceptions; nor are redirects followed', async () => {
  expect((await fault({ assertAllowed: createPublicOnly() })).message).toContain('private address');
  expect(calls).toEqual([]);
  const excepting = (...exceptions: string[]) => createPublicOnly({ exceptions });
  await deliver({ assertAllowed: excepting(`${base}/*`) });
  await deliver({ url: `${base}/a/b`, assertAllowed: excepting(`${base}/**`) });
  expect((await fault({ url: `${base}/a/b`, assertAllowed: excepting(`${base}/*`) })).message).toContain('private address');
  answer = { status: 307, headers: { location: `${base}/other` } };
  expect((await fault({ assertAllowed: excepting(`${base}/mail`) })).message).toContain('status code 307');
  expect(calls.map(({ url }) => url)).toEqual(['/mail', '/a/b', '/mail']);
});
