import { afterEach, expect, test } from 'vitest';
import { type ServerUnderTest, startOnSqlite } from '../http/server-under-test.ts';
import { brokenBytes } from './broken-bytes.ts';
import { createDice } from './dice.ts';
import { FUZZ_SEED } from './fuzz-seed.ts';
import { rawExchange, statusesIn } from './raw-exchange.ts';

const PATIENCE = 5_000;
const CONNECTIONS = 6_000;
const WORKERS = 12;

let server: ServerUnderTest | undefined;
afterEach(() => server?.stop());

test('bytes that are no HTTP are refused, and the connection is closed', async () => {
  server = await startOnSqlite();
  const { admin, open, list } = server;
  const failures: string[] = [];
  const statuses = new Map<number, number>();

  async function throwOne(number: number): Promise<void> {
    const dice = createDice(FUZZ_SEED, number);
    const bytes = brokenBytes(dice);
    const url = dice.chance(0.7) ? admin.url : open.url;
    const answer = await rawExchange(url, bytes, PATIENCE).catch((error: unknown) => `HTTP/1.1 599 ${error}`);
    for (const status of statusesIn(answer)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500)
        failures.push(
          `FUZZ_SEED=${FUZZ_SEED} #${number}: ${answer}\n  ${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 300))}`,
        );
    }
  }

  let next = 0;
  const work = async () => {
    while (next < CONNECTIONS) await throwOne(next++);
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  expect(failures.slice(0, 10).join('\n')).toBe('');
  expect(statuses.get(400) ?? 0).toBeGreaterThan(CONNECTIONS / 10);
  for (const client of [admin, open]) expect((await client.send('GET', '/health/ready')).status).toBe(200);
  // Some of the bodies were whole, and what was taken is whole as well.
  for (const identity of await list('?page_size=500')) expect(identity.traits).toEqual({ department: 'sales' });
}, 120_000);
