import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MailSink, startMailSink } from '../../src/courier/testing/mail-sink.ts';
import type { Zelos } from '../../src/index.ts';
import { EMPTY_DATABASES, type EmptyDatabase } from '../server/empty-databases.ts';
import { twoFreePorts } from '../server/free-ports.ts';
import { startZelos } from '../server/start-zelos.ts';
import { call, createNativeApp, SELF_SERVICE } from './native-app.ts';

// Longer than the waits of a test may take, one after the other.
vi.setConfig({ testTimeout: 60_000 });

const PEOPLE = Array.from({ length: 12 }, (_, index) => `person${index}@example.org`);

const values = (port: number) => ({
  selfservice: SELF_SERVICE,
  'watch-courier': true,
  courier: {
    smtp: { connection_uri: `smtp://127.0.0.1:${port}/?disable_starttls=true` },
    worker: { pull_wait: '100ms' },
    // However long the machine takes for the sign-ups, no message is given up meanwhile.
    message_retries: 50,
  },
});

describe.each(EMPTY_DATABASES)('a mail server that is away while people sign up, on %s', (_, make) => {
  let database: EmptyDatabase;
  let zelos: Zelos;
  let port: number;
  let sink: MailSink | undefined;

  beforeEach(async () => {
    database = await make();
    [port] = await twoFreePorts();
    zelos = await startZelos({
      dsn: database.dsn,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      values: values(port),
    });
  });
  afterEach(async () => {
    await zelos.close();
    await sink?.close();
    await database.remove();
  });

  interface Queued {
    readonly recipient: string;
    readonly status: string;
    readonly send_count: number;
  }
  const queue = async () => (await call(`${zelos.adminUrl}/admin/courier/messages?page_size=250`)).body as Queued[];

  test('nothing is lost, everything arrives once, and nobody who signs up notices', async () => {
    const app = createNativeApp(zelos.publicUrl);
    const replies = await Promise.all(PEOPLE.map(app.signUp));
    expect(replies.map(({ status }) => status)).toEqual(PEOPLE.map(() => 200));
    for (const { body } of replies) expect((await app.whoami(body.session_token)).status).toBe(200);
    // All were tried, and none is being tried again at this moment.
    const waiting = await vi.waitFor(async () => {
      const messages = await queue();
      expect(messages.every(({ send_count }) => send_count > 0)).toBe(true);
      expect(new Set(messages.map(({ status }) => status))).toEqual(new Set(['queued']));
      return messages;
    }, 20_000);
    expect(waiting.map(({ recipient }) => recipient).sort()).toEqual([...PEOPLE].sort());

    const back = await startMailSink({}, port);
    sink = back;
    // Who comes now is served as well.
    expect((await app.signUp('late@example.org')).status).toBe(200);
    await vi.waitFor(async () => expect((await queue()).map(({ status }) => status)).toEqual(Array(13).fill('sent')), 25_000);
    expect(back.mails.map(({ to }) => to[0]).sort()).toEqual([...PEOPLE, 'late@example.org'].sort());
  });

  test('what a server left behind when it ended is sent by the next one', async () => {
    const app = createNativeApp(zelos.publicUrl);
    for (const email of PEOPLE.slice(0, 3)) expect((await app.signUp(email)).status).toBe(200);
    await zelos.close();
    const back = await startMailSink({}, port);
    sink = back;
    zelos = await startZelos({ dsn: database.dsn, values: values(port) });
    await vi.waitFor(async () => expect((await queue()).map(({ status }) => status)).toEqual(Array(3).fill('sent')), 25_000);
    expect(back.mails.map(({ to }) => to[0]).sort()).toEqual(PEOPLE.slice(0, 3).sort());
  });
});
