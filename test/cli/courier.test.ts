import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailSink, startMailSink } from '../../src/courier/testing/mail-sink.ts';
import { memoryLog } from '../../src/courier/testing/message-row.ts';
import { createWorker } from '../../src/courier/worker.ts';
import { now } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { until } from '../courier/until.ts';
import { twoFreePorts } from '../server/free-ports.ts';
import { clock, random } from '../storage/databases.ts';
import { aMessage } from '../storage/samples.ts';
import { writeConfiguration } from './configuration.ts';
import { emptyFolder, LAUNCHER, runZelos, serveZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let store: Store;
let sink: MailSink | undefined;
const running: ChildProcess[] = [];
beforeEach(async () => {
  folder = await emptyFolder();
  store = await openStore({ dsn: { kind: 'sqlite', file: join(folder.path, 'queue.sqlite') }, clock, random });
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await sink?.close();
  sink = undefined;
  await store.close();
  await folder.remove();
});

/** Writes a configuration with a mail server at this port. */
const configure = (port: number) =>
  writeConfiguration(folder.path, {
    dsn: 'sqlite://queue.sqlite',
    courier: { smtp: { connection_uri: `smtp://127.0.0.1:${port}/?disable_starttls=true` }, worker: { pull_wait: '20ms' } },
  });

/** Runs `zelos courier watch` until it has said that it works. */
async function watch(port: number, ...flags: string[]) {
  const file = await configure(port);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const child = spawn(LAUNCHER, ['courier', 'watch', '-c', file, ...flags], {
    cwd: folder.path,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  const ended = once(child, 'exit');
  const lines: string[] = [];
  const said = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (line.includes('Delivering messages')) resolve();
    });
    ended.then(([code]) => reject(new Error(`it ended with ${code}:\n${lines.join('\n')}`)), reject);
  });
  await said;
  return {
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      const [code] = await ended;
      return code as number | null;
    },
  };
}

async function add(subject: string): Promise<string> {
  const message = aMessage({ subject, createdAt: now(clock) });
  await store.messages.add(message);
  return message.id;
}
const statusOf = async (id: string) => (await store.messages.get(id))?.status;

test('courier watch delivers what another process queued, and ends with 0', async () => {
  sink = await startMailSink();
  const { stop } = await watch(sink.port);
  const id = await add('from elsewhere');
  await until(async () => (await statusOf(id)) === 'sent');
  expect(sink.mails).toHaveLength(1);
  expect(await stop('SIGTERM')).toBe(0);
});

test('courier watch takes up another mail server', async () => {
  sink = await startMailSink();
  const { stop } = await watch(1);
  const id = await add('to the old one');
  await until(async () => ((await store.messages.get(id))?.sendCount ?? 0) > 0);
  await configure(sink.port);
  await until(async () => {
    // One that was tried before may wait long for the next attempt.
    await add('to the new one');
    return (sink?.mails.length ?? 0) > 0;
  });
  expect(await stop('SIGTERM')).toBe(0);
});

test('a message that is under way at SIGTERM is delivered and noted first', async () => {
  let finish = () => {};
  const reached = new Promise<void>((resolve) => {
    startMailSink({
      onRcptTo(_address, _session, done) {
        finish = () => done();
        resolve();
      },
    }).then((started) => {
      sink = started;
    });
  });
  await until(() => sink !== undefined);
  const { stop } = await watch(sink?.port ?? 0);
  const id = await add('under way');
  await reached;
  const ended = stop('SIGTERM');
  finish();
  expect(await ended).toBe(0);
  expect(await statusOf(id)).toBe('sent');
});

test('killed while a message is under way: another worker delivers it when the lease is over, once', async () => {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  // Whoever comes first waits for ever.
  let held = false;
  sink = await startMailSink({
    onRcptTo(_address, _session, done) {
      if (held) return done();
      held = true;
      reach();
    },
  });
  const { stop } = await watch(sink.port);
  const id = await add('twice?');
  await reached;
  await stop('SIGKILL');
  expect(await statusOf(id)).toBe('processing');
  let delivered = 0;
  const worker = createWorker({
    store: store.messages,
    via: ['email'],
    channelFor: () => ({
      async deliver() {
        delivered++;
      },
    }),
    settings: { pullCount: 1, pullWaitMs: 10, messageRetries: 5 },
    // Six minutes later.
    clock: { micros: () => clock.micros() + 360_000_000 },
    random,
    log: memoryLog(),
  });
  worker.start();
  await until(async () => (await statusOf(id)) === 'sent');
  await worker.stop();
  expect([delivered, sink.mails.length]).toEqual([1, 0]);
});

test('serve without a mail server prints messages', async () => {
  const serving = await serveZelos([], { cwd: folder.path, env: { DSN: 'sqlite://queue.sqlite' } });
  expect(serving.written()).toContain('e-mail is not sent but printed here');
  const id = await add('Your code');
  await until(async () => (await statusOf(id)) === 'sent');
  await until(() => serving.written().includes('message for ada@example.org'));
  expect(serving.written()).toMatch(/message for ada@example\.org:\n {2}Your code\n\n {2}Your code is 123456\.\n/);
  expect(await serving.stop()).toBe(0);
});

test('a port that is none', async () => {
  const { code, err } = await runZelos(['courier', 'watch', '--expose-metrics-port', '70000'], { cwd: folder.path });
  expect([code, err]).toEqual([1, 'zelos: --expose-metrics-port takes a port from 0 to 65535, not "70000".\n']);
});

test('metrics of the worker', async () => {
  sink = await startMailSink();
  const [port] = await twoFreePorts();
  const watching = await watch(sink.port, '--expose-metrics-port', String(port));
  const id = await add('counted');
  await until(async () => (await statusOf(id)) === 'sent');
  const answer = await fetch(`http://127.0.0.1:${port}/metrics/prometheus`, { signal: AbortSignal.timeout(20_000) });
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(text).toContain('\nzelos_courier_messages_waiting 0\n');
  expect(text).toContain('\nzelos_courier_attempts_total{outcome="sent"} 1\n');
  expect(text).toContain('\nzelos_courier_attempts_total{outcome="abandoned"} 0\n');
  expect(text).toContain('# TYPE zelos_database_duration_seconds histogram\n');
  expect(await watching.stop('SIGTERM')).toBe(0);
});
