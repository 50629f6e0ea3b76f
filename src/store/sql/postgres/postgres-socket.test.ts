import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { createConnect } from './postgres-socket.ts';

/** Lets everybody in, is ready; then answers every simple query with nothing. */
const GREETING = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const NOTHING = Buffer.concat([Buffer.from([0x49, 0, 0, 0, 4]), GREETING.subarray(9)]);

const accepted: Socket[] = [];
const server = createServer((socket) => {
  accepted.push(socket);
  socket.on('error', () => {});
  let isGreeted = false;
  socket.on('data', () => {
    socket.write(isGreeted ? NOTHING : GREETING);
    isGreeted = true;
  });
});
afterEach(() => {
  for (const socket of accepted) socket.destroy();
  server.close();
});

test('a statement that comes between the error of an idle connection and its end is answered', async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const connect = createConnect({ hosts: [{ host: '127.0.0.1', port }] }, 1000);
  const failed = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  async function socket() {
    const opened = await connect();
    opened.once('error', () => failed.resolve());
    opened.once('close', () => closed.resolve());
    return opened;
  }
  const sql = postgres({ ...{ socket }, user: 'zelos', database: 'zelos', max: 1, ssl: false, fetch_types: false });
  expect(await sql.unsafe('').simple()).toEqual([]);
  accepted[0]?.resetAndDestroy();
  await failed.promise;
  let isClosed = false;
  const closing = closed.promise.then(() => {
    isClosed = true;
  });
  const statement = sql.unsafe('').simple().execute();
  expect(isClosed).toBe(false);
  await expect(statement).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  await closing;
  // The next one gets another connection.
  expect(await sql.unsafe('').simple()).toEqual([]);
  expect(accepted).toHaveLength(2);
  await sql.end({ timeout: 0 });
});
