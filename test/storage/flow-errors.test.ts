import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonText } from '../../src/json/json-text.ts';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { aContinuity, aFlow, aFlowError, anIdentity, EARLY, hex, LATE, MIDDLE } from './samples.ts';

describe.each(DATABASES)('errors, continuities and what is removed of them on %s', (_, make) => {
  let place: Place;
  let store: Store;
  let other: Store;

  beforeAll(async () => {
    place = await make();
    store = await place.open();
    other = await place.open(random.uuid());
  });
  afterAll(async () => {
    await other.close();
    await store.close();
    await place.remove();
  });

  test('an error comes back as it was, in its network', async () => {
    const row = aFlowError({ error: '{"2":"ü","1":1e400}' as JsonText });
    await store.flowErrors.create(row);
    expect(await store.flowErrors.get(row.id)).toEqual(row);
    expect(await other.flowErrors.get(row.id)).toBeUndefined();
    expect(await store.flowErrors.get(random.uuid())).toBeUndefined();
    const unstorable = aFlowError({ error: '"\0"' as JsonText });
    await expect(store.flowErrors.create(unstorable)).rejects.toMatchObject({ code: 'text_unstorable' });
  });

  test('old errors are removed, oldest first, at most so many', async () => {
    const [newest, oldest, old] = [LATE, EARLY, MIDDLE].map((createdAt) => aFlowError({ createdAt }));
    const mine = await place.open(random.uuid());
    for (const row of [newest, oldest, old]) if (row) await mine.flowErrors.create(row);
    expect(await store.flowErrors.deleteOlder(EARLY, 9)).toBe(0);
    expect(await mine.flowErrors.deleteOlder(LATE, 1)).toBe(1);
    expect(await mine.flowErrors.get(oldest?.id ?? '')).toBeUndefined();
    expect(await mine.flowErrors.get(old?.id ?? '')).toEqual(old);
    expect(await mine.flowErrors.deleteOlder(LATE, 9)).toBe(1);
    expect(await mine.flowErrors.deleteOlder(LATE, 9)).toBe(0);
    expect(await mine.flowErrors.get(newest?.id ?? '')).toEqual(newest);
    await mine.close();
  });

  test('a continuity comes back as it was; of two who take it one wins', async () => {
    const write = anIdentity();
    await store.identities.create([write]);
    const row = aContinuity({ identityId: write.row.id, payload: '{"2":"ü","1":1e400}' as JsonText });
    expect(await store.continuities.create(row)).toBe(true);
    expect(await store.continuities.create(aContinuity({ identityId: random.uuid() }))).toBe(false);
    expect(await store.continuities.get(row.id)).toEqual(row);
    expect(await other.continuities.get(row.id)).toBeUndefined();
    expect(await other.continuities.delete(row.id)).toBe(false);
    const taken = await Promise.all([store.continuities.delete(row.id), store.continuities.delete(row.id)]);
    expect(taken.sort()).toEqual([false, true]);
    expect(await store.continuities.get(row.id)).toBeUndefined();
    const unstorable = aContinuity({ payload: '"\0"' as JsonText });
    await expect(store.continuities.create(unstorable)).rejects.toMatchObject({ code: 'text_unstorable' });
  });

  test('continuities that ended are removed, oldest first, at most so many', async () => {
    const [lasting, oldest, old] = [LATE, EARLY, MIDDLE].map((expiresAt) => aContinuity({ expiresAt }));
    const mine = await place.open(random.uuid());
    for (const row of [lasting, oldest, old]) if (row) await mine.continuities.create(row);
    expect(await mine.continuities.deleteEnded(EARLY, 9)).toBe(0);
    expect(await mine.continuities.deleteEnded(LATE, 1)).toBe(1);
    expect(await mine.continuities.get(oldest?.id ?? '')).toBeUndefined();
    expect(await mine.continuities.deleteEnded(LATE, 9)).toBe(1);
    expect(await mine.continuities.get(lasting?.id ?? '')).toEqual(lasting);
    await mine.close();
  });

  test('token exchanges are removed when they are old and their flow is gone', async () => {
    const mine = await place.open(random.uuid());
    const flow = aFlow({ kind: 'login', expiresAt: LATE });
    await mine.flows.create(flow);
    const exchangeOf = (flowId: string, createdAt = EARLY) => ({
      initCodeHash: hex(),
      returnToCodeHash: null,
      flowId,
      sessionId: null,
      sealedToken: null,
      createdAt,
      updatedAt: createdAt,
    });
    const [under, young] = [exchangeOf(flow.id), exchangeOf(random.uuid(), LATE)];
    const gone = [exchangeOf(random.uuid()), exchangeOf(random.uuid())];
    for (const row of [under, young, ...gone]) await mine.tokenExchanges.create(row);
    expect(await store.tokenExchanges.deleteOlder(LATE, 9)).toBe(0);
    expect(await mine.tokenExchanges.deleteOlder(LATE, 1)).toBe(1);
    expect(await mine.tokenExchanges.deleteOlder(LATE, 9)).toBe(1);
    const left = await Promise.all([under, young, ...gone].map(({ flowId }) => mine.tokenExchanges.has(flowId)));
    expect(left).toEqual([true, true, false, false]);
    await mine.close();
  });
});
