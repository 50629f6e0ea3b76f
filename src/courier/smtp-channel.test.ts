import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Certificate, type CertificateMaker, makeCertificates } from '../../test/storage/make-certificates.ts';
import type { MessageRow } from '../store/message-store.ts';
import { createSmtpChannel } from './smtp-channel.ts';
import type { SmtpSettings } from './smtp-settings.ts';
import { headerOf, type MailSink, sinkError, startMailSink } from './testing/mail-sink.ts';
import { memoryLog, messageRow } from './testing/message-row.ts';

let certificates: CertificateMaker;
let authority: Certificate;
let server: Certificate;
let sinks: MailSink[] = [];
beforeAll(() => {
  certificates = makeCertificates();
  authority = certificates.authority('authority');
  server = certificates.signed(authority, 'localhost', 'DNS:localhost,IP:127.0.0.1');
});
afterAll(() => certificates.remove());
afterEach(async () => {
  await Promise.all(sinks.map((sink) => sink.close()));
  sinks = [];
});

async function sinkWith(options: Parameters<typeof startMailSink>[0] = {}): Promise<MailSink> {
  const sink = await startMailSink(options);
  sinks.push(sink);
  return sink;
}

const PLAIN = '?disable_starttls=true';
const withTls = () => ({ key: server.key, cert: server.certificate, disabledCommands: [] });

interface Sending extends Partial<SmtpSettings> {
  readonly message?: Partial<MessageRow>;
  readonly html?: string;
  readonly signal?: AbortSignal;
}

async function send({ message = {}, html, signal = AbortSignal.timeout(20_000), ...settings }: Sending) {
  const log = memoryLog();
  const channel = createSmtpChannel({
    settings: {
      connectionUri: '',
      fromAddress: 'no-reply@example.org',
      headers: {},
      localName: 'localhost',
      clientCertPath: '',
      clientKeyPath: '',
      disallowPrivateIps: false,
      ...settings,
    },
    html: async () => html,
    readFile,
    log,
  });
  await channel.deliver(messageRow(message), signal);
  return log;
}
const to = ({ port }: MailSink, rest = PLAIN, scheme = 'smtp') => `${scheme}://127.0.0.1:${port}/${rest}`;
const fault = (sending: Promise<unknown>) =>
  sending.then(
    () => {
      throw new Error('it was delivered');
    },
    (error: unknown) => error,
  );

test('text and HTML, sender, name of the sender, greeting', async () => {
  const sink = await sinkWith();
  const connectionUri = to(sink);
  await send({ connectionUri, fromName: 'Zëlos "Mail"', localName: 'id.example.org', html: '<b>123456</b>' });
  const [mail] = sink.mails;
  if (!mail) throw new Error('no mail');
  expect([mail.from, mail.to]).toEqual(['no-reply@example.org', ['ada@example.org']]);
  expect(mail.session.hostNameAppearsAs).toBe('id.example.org');
  expect(headerOf(mail, 'From')).toMatch(/^=\?UTF-8\?.*\?= <no-reply@example\.org>$/);
  expect(headerOf(mail, 'To')).toBe('ada@example.org');
  expect(headerOf(mail, 'Subject')).toBe('Use code 123456');
  expect(headerOf(mail, 'Content-Type')).toContain('multipart/alternative');
  expect(mail.raw).toContain('Your code is 123456.');
  expect(mail.raw).toContain('<b>123456</b>');
});

test('without HTML the text alone', async () => {
  const sink = await sinkWith();
  await send({ connectionUri: to(sink) });
  expect(headerOf(sink.mails[0] ?? expect.unreachable(), 'Content-Type')).toBe('text/plain; charset=utf-8');
});

test('configured headers win; Cc and Bcc add recipients', async () => {
  const sink = await sinkWith();
  const headers = { subject: 'Another one', 'X-Stream': 'accounts', Cc: 'cc@example.org', Bcc: 'bcc@example.org' };
  await send({ connectionUri: to(sink), headers });
  const [mail = expect.unreachable()] = sink.mails;
  expect(mail.to).toEqual(['ada@example.org', 'cc@example.org', 'bcc@example.org']);
  expect(headerOf(mail, 'Subject')).toBe('Another one');
  expect(headerOf(mail, 'X-Stream')).toBe('accounts');
  expect(headerOf(mail, 'Bcc')).toBeUndefined();
});

test.each([
  ['Ada Lovelace <ada@example.org>', 'ada@example.org'],
  ["o'neil+tag@example.org", "o'neil+tag@example.org"],
  // The same mailbox in the spelling of RFC 5321, section 4.1.2.
  ['dots.@example.org', '"dots."@example.org'],
])('the recipient %s is one address', async (recipient, address) => {
  const sink = await sinkWith();
  await send({ connectionUri: to(sink), message: { recipient } });
  expect(sink.mails.map((mail) => mail.to)).toEqual([[address]]);
});

test('nothing of a message becomes a header of its own', async () => {
  const sink = await sinkWith();
  await send({ connectionUri: to(sink), message: { subject: 'a\r\nX-Evil: 1\n\nb', body: '.\r\nX-Evil: 2\r\n.\r\n' } });
  const [mail = expect.unreachable()] = sink.mails;
  expect(headerOf(mail, 'X-Evil')).toBeUndefined();
  expect(sink.mails).toHaveLength(1);
});

test.each(['ada@example.org\r\nRCPT TO:<eve@example.org>', 'ada', 'ada@example.org,eve@example.org'])(
  'the stored recipient %j is given up at once',
  async (recipient) => {
    const sink = await sinkWith();
    expect(await fault(send({ connectionUri: to(sink), message: { recipient } }))).toMatchObject({ permanent: true });
    expect(sink.mails).toEqual([]);
  },
);

test('a server without STARTTLS is refused, unless that is allowed', async () => {
  const sink = await sinkWith();
  expect(await fault(send({ connectionUri: to(sink, '') }))).toMatchObject({ permanent: false });
  expect(sink.mails).toEqual([]);
});

test('STARTTLS: a certificate that nobody vouches for is refused, unless that is allowed', async () => {
  const sink = await sinkWith(withTls());
  expect(await fault(send({ connectionUri: to(sink, '') }))).toMatchObject({ permanent: false });
  await send({ connectionUri: to(sink, '?skip_ssl_verify=true') });
  expect(sink.mails.map(({ session }) => session.secure)).toEqual([true]);
});

test('without being required TLS is used all the same where it is offered', async () => {
  const sink = await sinkWith(withTls());
  await send({ connectionUri: to(sink, '?disable_starttls=true&skip_ssl_verify=true') });
  expect(sink.mails.map(({ session }) => session.secure)).toEqual([true]);
});

test('smtps, with a client certificate', async () => {
  const sink = await sinkWith({
    ...withTls(),
    secure: true,
    requestCert: true,
    rejectUnauthorized: true,
    ca: [authority.certificate],
  });
  const connectionUri = to(sink, '?skip_ssl_verify=true&server_name=localhost', 'smtps');
  expect(await fault(send({ connectionUri }))).toMatchObject({ permanent: false });
  const client = certificates.signed(authority, 'client');
  await send({ connectionUri, clientCertPath: client.certificatePath, clientKeyPath: client.keyPath });
  expect(sink.mails).toHaveLength(1);
});

test('a client certificate that cannot be read is told, and mail goes out without it', async () => {
  const sink = await sinkWith();
  const log = await send({ connectionUri: to(sink), clientCertPath: '/nowhere/c.pem', clientKeyPath: '/nowhere/k.pem' });
  expect(log.lines.map(([level]) => level)).toEqual(['error']);
  expect(sink.mails).toHaveLength(1);
});

test('user and password; wrong ones can be mended, so the message is kept', async () => {
  const seen: unknown[] = [];
  const sink = await sinkWith({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      seen.push([username, password]);
      if (password === 'p:w') done(null, { user: 'u' });
      else done(sinkError(535, 'no'));
    },
  });
  const at = (user: string) => `smtp://${user}@127.0.0.1:${sink.port}/${PLAIN}`;
  await send({ connectionUri: at('us%40er:p%3Aw') });
  expect(seen).toEqual([['us@er', 'p:w']]);
  expect(sink.mails).toHaveLength(1);
  const error = await fault(send({ connectionUri: at('us%40er:geheim') }));
  expect(error).toMatchObject({ permanent: false, reason: 'failed to send email via smtp' });
  expect(String(error)).not.toContain('geheim');
});

const refusing = (code: number) => ({
  recipient: { onRcptTo: (_address: unknown, _session: unknown, done: (error?: Error) => void) => done(sinkError(code, 'no')) },
  message: {
    onData(stream: NodeJS.ReadableStream, _session: unknown, done: (error?: Error) => void) {
      stream.on('end', () => done(sinkError(code, 'no')));
      stream.resume();
    },
  },
  sender: { onMailFrom: (_address: unknown, _session: unknown, done: (error?: Error) => void) => done(sinkError(code, 'no')) },
});

test('the addressee is refused, a configured recipient is not', async () => {
  const sink = await sinkWith({
    onRcptTo: ({ address }, _session, done) => done(address === 'ada@example.org' ? sinkError(550, 'no') : null),
  });
  const error = await fault(send({ connectionUri: to(sink), headers: { Cc: 'cc@example.org' } }));
  expect(error).toMatchObject({ permanent: true, message: '550 no' });
  expect(sink.mails.map((mail) => mail.to)).toEqual([['cc@example.org']]);
});

test.each([
  ['recipient', 550, true],
  ['recipient', 450, false],
  ['message', 554, true],
  ['message', 451, false],
  // The sender is ours, and can be put right.
  ['sender', 550, false],
] as const)('the server refuses the %s with %d: permanent is %s', async (what, code, permanent) => {
  const sink = await sinkWith(refusing(code)[what]);
  expect(await fault(send({ connectionUri: to(sink) }))).toMatchObject({
    permanent,
    reason: 'failed to send email via smtp',
    message: `${code} no`,
  });
});

test('a server that is not there, and a URI that is none', async () => {
  const sink = await sinkWith();
  await sink.close();
  const away = await fault(send({ connectionUri: to(sink) }));
  expect(away).toMatchObject({ permanent: false, message: expect.stringContaining('ECONNREFUSED') });
  expect(await fault(send({ connectionUri: 'smtp://' }))).toMatchObject({
    permanent: false,
    message: 'The SMTP connection URI is malformed. Please contact a system administrator.',
  });
});

test('private addresses, also those behind a name, are not connected to where that is forbidden', async () => {
  const sink = await sinkWith();
  for (const host of ['127.0.0.1', 'localhost']) {
    const connectionUri = `smtp://${host}:${sink.port}/${PLAIN}`;
    const error = await fault(send({ connectionUri, disallowPrivateIps: true }));
    expect(error).toMatchObject({ permanent: false, message: expect.stringContaining('private address') });
  }
  expect(sink.mails).toEqual([]);
});

test('a server that keeps silent is left when the time is over', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const abort = new AbortController();
  const left = new Promise((resolve) =>
    silent.once('connection', (socket) => {
      socket.on('error', () => {});
      socket.once('close', resolve).resume();
      abort.abort(new Error('too late'));
    }),
  );
  const error = await fault(send({ connectionUri: `smtp://127.0.0.1:${port}/${PLAIN}`, signal: abort.signal }));
  expect(error).toMatchObject({ permanent: false });
  await left;
  silent.close();
});
