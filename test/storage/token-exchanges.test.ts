import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTokenExchange } from '../../src/session/token-exchange.ts';
import type { SessionRow } from '../../src/store/session-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { TokenExchangeRow } from '../../src/store/token-exchange-store.ts';
import { clock, DATABASES, type Place, random } from './databases.ts';
import { EARLY, hex, LATE } from './samples.ts';

describe.each(DATABASES)('exchanges of codes for a token on %s', (_, make) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await make();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  const anExchange = (): TokenExchangeRow => ({
    initCodeHash: hex(),
    returnToCodeHash: null,
    flowId: random.uuid(),
    sessionId: null,
    sealedToken: null,
    createdAt: EARLY,
    updatedAt: EARLY,
  });

  test('what was stored is found by both codes', async () => {
    const row = anExchange();
    await store.tokenExchanges.create(row);
    const result = { returnToCodeHash: hex(), sessionId: random.uuid(), sealedToken: 'sealed', updatedAt: LATE };
    expect(await store.tokenExchanges.complete(random.uuid(), result)).toBe(false);
    expect(await store.tokenExchanges.complete(row.flowId, result)).toBe(true);
    expect(await store.tokenExchanges.find(row.initCodeHash, result.returnToCodeHash)).toEqual({ ...row, ...result });
    expect(await store.tokenExchanges.find(row.initCodeHash, hex())).toBeUndefined();
    expect(await store.tokenExchanges.find(hex(), result.returnToCodeHash)).toBeUndefined();
    const other = await place.open(random.uuid());
    expect(await other.tokenExchanges.find(row.initCodeHash, result.returnToCodeHash)).toBeUndefined();
    await other.close();
  });

  test('an application gets the token with its own code and the one that came back, again and again', async () => {
    const exchange = createTokenExchange({ store: store.tokenExchanges, clock, random });
    const flowId = random.uuid();
    const initCode = await exchange.begin(flowId);
    expect(initCode).toMatch(/^[A-Za-z0-9]{64}$/);
    expect([await exchange.isAwaited(flowId), await exchange.isAwaited(random.uuid())]).toEqual([true, false]);
    expect(await exchange.complete(random.uuid())).toBeUndefined();

    const failed = (await exchange.complete(flowId)) ?? '';
    expect(failed).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(await exchange.find(initCode, failed)).toEqual({ flowId });

    const session = { id: random.uuid() } as SessionRow;
    const code = (await exchange.complete(flowId, { session, token: 'ory_st_secret' })) ?? '';
    const found = { flowId, session: { id: session.id, token: 'ory_st_secret' } };
    expect(await exchange.find(initCode, code)).toEqual(found);
    expect(await exchange.find(initCode, code)).toEqual(found);
    expect(await exchange.find(initCode, failed)).toBeUndefined();
    expect(await exchange.find(code, initCode)).toBeUndefined();
    expect(await exchange.find('', '')).toBeUndefined();

    const raw = place.raw();
    const stored = JSON.stringify(await raw.read('SELECT * FROM token_exchanges', []));
    await raw.close();
    for (const secret of [initCode, code, 'ory_st_secret']) expect(stored).not.toContain(secret);
  });

  test('moves to the flow that takes the place of an expired one', async () => {
    const exchange = createTokenExchange({ store: store.tokenExchanges, clock, random });
    const [from, to] = [random.uuid(), random.uuid()];
    const initCode = await exchange.begin(from);
    await exchange.move(from, to);
    expect(await exchange.complete(from)).toBeUndefined();
    expect(await exchange.find(initCode, (await exchange.complete(to)) ?? '')).toEqual({ flowId: to });
  });
});
