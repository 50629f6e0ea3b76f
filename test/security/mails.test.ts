import { afterEach, expect, test, vi } from 'vitest';
import { headerOf } from '../../src/courier/testing/mail-sink.ts';
import { type SelfServiceServer, startSelfService } from './self-service-server.ts';
import { createVisitor } from './visitor.ts';

const source = (text: string) => `base64://${Buffer.from(text).toString('base64')}`;
const NAME = '{{ .Identity.traits.name.first }}';
const EVIL = 'Ada\r\nBcc: mallory@evil.example\r\n\r\n<img src=x onerror=alert(1)>';

let server: SelfServiceServer | undefined;
afterEach(() => server?.stop());

test('a name of traits ends no line of a mail’s head and is no HTML', async () => {
  const body = { plaintext: source(`Hello ${NAME}: {{ .RecoveryCode }}`), html: source(`<p title="${NAME}">${NAME}</p>`) };
  const email = { subject: source(`Hello ${NAME}`), body };
  server = await startSelfService({ courier: { templates: { recovery_code: { valid: { email } } } } });
  const { sink } = server;
  const address = 'ada@example.org';
  await server.create({ schema_id: 'person', traits: { email: address, name: { first: EVIL } } });
  const visitor = createVisitor(server.open, 'api');
  await visitor.submit('recovery', await visitor.begin('recovery'), { method: 'code', email: address });
  await vi.waitFor(() => expect(sink.mails).toHaveLength(1), { timeout: 10_000 });
  const [mail] = sink.mails;
  if (!mail) throw new Error('no mail');
  expect(mail.to).toEqual([address]);
  const [head = ''] = mail.raw.split('\r\n\r\n', 1);
  expect(head).not.toMatch(/^bcc:/im);
  expect(headerOf(mail, 'to')).toBe(address);
  const html = mail.raw.slice(mail.raw.indexOf('text/html'));
  const decoded = html.includes('base64')
    ? Buffer.from(html.slice(html.indexOf('\r\n\r\n')).split('\r\n--')[0] ?? '', 'base64').toString()
    : html.replace(/=\r\n/g, '').replaceAll('=3D', '=');
  expect(decoded).not.toContain('<img');
  expect(decoded).toContain('&lt;img src=x');
});

test.each([
  'ada@example.org\r\nBcc: mallory@evil.example',
  'ada@example.org\nRCPT TO:<mallory@evil.example>',
  'ada@example.org,mallory@evil.example',
  'ada@example.org;mallory@evil.example',
  '"ada@example.org" <mallory@evil.example>',
  '<mallory@evil.example>,ada@example.org',
  'ada@example.org>\r\nDATA',
  'mallory@evil.example ada@example.org',
])('%j as an address reaches one mailbox at most, and not another one', async (address) => {
  const notify = { notify_unknown_recipients: true };
  server = await startSelfService({ selfservice: { flows: { recovery: notify, verification: notify } } });
  const { sink } = server;
  await server.create({ schema_id: 'person', traits: { email: 'ada@example.org' } });
  const visitor = createVisitor(server.open, 'api');
  for (const kind of ['recovery', 'verification'] as const) {
    const answer = await visitor.submit(kind, await visitor.begin(kind), { method: 'code', email: address });
    expect(answer.status).toBeLessThan(500);
  }
  // A message to a good address, behind those in question: once it is there, they are, too.
  await visitor.submit('recovery', await visitor.begin('recovery'), { method: 'code', email: 'last@example.org' });
  await vi.waitFor(() => expect(sink.mails.some(({ to }) => to.includes('last@example.org'))).toBe(true), { timeout: 10_000 });
  for (const { to, raw } of sink.mails) {
    expect(to).toHaveLength(1);
    expect(raw.split('\r\n\r\n', 1)[0]).not.toMatch(/^(bcc|cc):/im);
    // Nobody but the one that was written to, whole: the code of an account goes to its own address alone.
    if (/\d{6}/.test(raw.slice(raw.indexOf('\r\n\r\n')))) expect(to).not.toEqual(['mallory@evil.example']);
  }
});
