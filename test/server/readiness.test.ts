import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get, type IncomingMessage } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { startZelos } from './start-zelos.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zelos-ready-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function ready(url: string, agent?: Agent) {
  const [answer] = (await once(get(`${url}/health/ready`, agent ? { agent } : {}), 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: JSON.parse(await text(answer)), isLast: answer.headers.connection === 'close' };
}

async function isOpen({ publicUrl }: Zelos): Promise<boolean> {
  const socket = createConnection(Number(new URL(publicUrl).port), '127.0.0.1');
  const opened = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return opened;
}

test('a database that lacks a step of the schema: found after a while, on both listeners, until it is there', async () => {
  const clock = { now: 1_750_000_000_000_000, micros: () => clock.now };
  const file = join(folder, 'db.sqlite');
  const zelos = await startZelos({ dsn: `sqlite://${file}`, clock });
  try {
    const database = new DatabaseSync(file);
    const [last] = database.prepare('SELECT * FROM zelos_migrations ORDER BY version DESC LIMIT 1').all();
    const { version, name, checksum, applied_at } = last as Record<string, string>;
    database.prepare('DELETE FROM zelos_migrations WHERE version = ?').run(version ?? '');
    expect((await ready(zelos.publicUrl)).status).toBe(200);
    clock.now += 30_000_000;
    const errors = { migrations: `The database lacks ${name}: run "zelos migrate sql up".` };
    expect(await ready(zelos.publicUrl)).toMatchObject({ status: 503, body: { errors } });
    expect(await ready(`${zelos.adminUrl}/admin`)).toMatchObject({ status: 503, body: { errors } });
    database
      .prepare('INSERT INTO zelos_migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)')
      .run(version ?? '', name ?? '', checksum ?? '', applied_at ?? '');
    database.close();
    expect(await ready(zelos.publicUrl)).toMatchObject({ status: 200, body: { status: 'ok' } });
  } finally {
    await zelos.close();
  }
});

test('a server that ends says so on a connection that is kept', async () => {
  const zelos = await startZelos({ dsn: 'memory' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await ready(zelos.publicUrl, agent)).toEqual({ status: 200, body: { status: 'ok' }, isLast: false });
  const closed = zelos.close({ idleMs: 600_000 });
  await expect.poll(() => isOpen(zelos)).toBe(false);
  expect(await ready(zelos.publicUrl, agent)).toEqual({
    status: 503,
    body: { errors: { shutdown: 'The server is being stopped.' } },
    isLast: true,
  });
  agent.destroy();
  await closed;
});
