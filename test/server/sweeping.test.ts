import { expect, test, vi } from 'vitest';
import { timestampOf } from '../../src/lib/clock.ts';
import type { Store } from '../../src/store/store.ts';
import { clock, DATABASES, random } from '../storage/databases.ts';
import { aContinuity, aFlow, aFlowError, EARLY, hex } from '../storage/samples.ts';
import { startZelos } from './start-zelos.ts';

const ago = (hours: number) => timestampOf(clock.micros() - hours * 3_600_000_000);
/** Draws the least wait before the first round of sweeping: none. */
const atOnce = { ...random, bytes: (count: number) => (count === 4 ? new Uint8Array(count) : random.bytes(count)) };

const anExchange = (flowId: string) => ({
  ...{ initCodeHash: hex(), returnToCodeHash: null, flowId, sessionId: null, sealedToken: null },
  ...{ createdAt: EARLY, updatedAt: EARLY },
});

async function fill(store: Store, count: number) {
  const rows = Array.from({ length: count }, () => {
    const [old, lately] = [aFlow({ expiresAt: ago(25) }), aFlow({ expiresAt: ago(23) })];
    return {
      ...{ old, lately, oldExchange: anExchange(old.id), exchange: anExchange(lately.id) },
      ...{ oldError: aFlowError({ createdAt: ago(25) }), error: aFlowError({ createdAt: ago(23) }) },
      ...{ ended: aContinuity({ expiresAt: ago(1) }), continuity: aContinuity({ expiresAt: ago(-1) }) },
    };
  });
  for (const row of rows) {
    for (const flow of [row.old, row.lately]) await store.flows.create(flow);
    for (const exchange of [row.oldExchange, row.exchange]) await store.tokenExchanges.create(exchange);
    for (const error of [row.oldError, row.error]) await store.flowErrors.create(error);
    for (const continuity of [row.ended, row.continuity]) await store.continuities.create(continuity);
  }
  return async () => {
    const left = { old: 0, lately: 0, oldExchange: 0, exchange: 0, oldError: 0, error: 0, ended: 0, continuity: 0 };
    for (const row of rows) {
      for (const flow of ['old', 'lately'] as const) if (await store.flows.get('recovery', row[flow].id)) left[flow] += 1;
      for (const exchange of ['oldExchange', 'exchange'] as const)
        if (await store.tokenExchanges.has(row[exchange].flowId)) left[exchange] += 1;
      for (const error of ['oldError', 'error'] as const) if (await store.flowErrors.get(row[error].id)) left[error] += 1;
      for (const one of ['ended', 'continuity'] as const) if (await store.continuities.get(row[one].id)) left[one] += 1;
    }
    return left;
  };
}

test.each(DATABASES)('servers that share a database remove what ended, and nothing else: %s', async (_, make) => {
  const place = await make();
  const store = await place.open();
  const left = await fill(store, 7);
  const values = { database: { cleanup: { batch_size: 2, sleep: { tables: '1ms' } } } };
  const start = () => startZelos({ dsn: place.url, random: atOnce, values });
  const servers = await Promise.all([start(), start()]);
  const gone = { old: 0, oldExchange: 0, oldError: 0, ended: 0 };
  const kept = { lately: 7, exchange: 7, error: 7, continuity: 7 };
  await vi.waitFor(async () => expect(await left()).toEqual({ ...gone, ...kept }), { timeout: 20_000 });
  await Promise.all(servers.map((server) => server.close()));
  expect(await left()).toEqual({ ...gone, ...kept });
  await store.close();
  await place.remove();
});
