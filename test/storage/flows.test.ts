import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonText } from '../../src/json/json-text.ts';
import type { Timestamp } from '../../src/lib/clock.ts';
import type { FlowKind } from '../../src/store/flow-store.ts';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { aFlow, anIdentity, aSecret, EARLY, LATE, MIDDLE } from './samples.ts';

const KINDS: readonly FlowKind[] = ['login', 'registration', 'settings', 'recovery', 'verification'];

describe.each(DATABASES)('flows on %s', (_, make) => {
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

  async function newIdentity() {
    const write = anIdentity();
    expect(await store.identities.create([write])).toEqual(['created']);
    return write;
  }

  async function newFlow(changes: Parameters<typeof aFlow>[0] = {}) {
    const flow = aFlow(changes);
    expect(await store.flows.create(flow)).toBe(true);
    return flow;
  }

  test.each(KINDS)('a flow of the kind %s comes back in every column, and only as that kind', async (kind) => {
    const { row } = await newIdentity();
    const flow = await newFlow({
      kind,
      type: 'api',
      state: 'choose_method',
      active: null,
      identityId: row.id,
      ui: '{"nodes":[{"b":1,"a":1e400}]}' as JsonText,
      details: '{"1":"ü","0":null}' as JsonText,
      issuedAt: EARLY,
      updatedAt: LATE,
    });
    for (const other of KINDS) expect(await store.flows.get(other, flow.id)).toEqual(other === kind ? flow : undefined);
    expect(await store.flows.get(kind, random.uuid())).toBeUndefined();
    expect(await store.flows.secretsOf(flow.id)).toEqual([]);
  });

  test('a flow and its secret are stored together, or neither', async () => {
    const { row, addresses } = await newIdentity();
    const flow = aFlow({ identityId: row.id });
    const secret = aSecret(flow.id, { kind: 'link', origin: 'admin', identityId: row.id, addressId: addresses[1]?.id ?? null });
    expect(await store.flows.create(flow, secret)).toBe(true);
    expect(await store.flows.get('recovery', flow.id)).toEqual(flow);
    expect(await store.flows.secretsOf(flow.id)).toEqual([secret]);

    const orphan = aFlow({ identityId: random.uuid() });
    expect(await store.flows.create(orphan)).toBe(false);
    for (const gone of [{ identityId: random.uuid() }, { addressId: random.uuid() }]) {
      const another = aFlow();
      expect(await store.flows.create(another, aSecret(another.id, gone))).toBe(false);
      expect(await store.flows.get('recovery', another.id)).toBeUndefined();
    }
  });

  test('another network has neither flows nor secrets of this one', async () => {
    const flow = aFlow();
    const secret = aSecret(flow.id);
    await store.flows.create(flow, secret);
    const other = await place.open(random.uuid());
    expect(await other.flows.get('recovery', flow.id)).toBeUndefined();
    expect(await other.flows.secretsOf(flow.id)).toEqual([]);
    expect(await other.flows.update(flow)).toBe(false);
    expect(await other.flows.countTry(flow.id)).toBe(0);
    expect(await other.flows.useSecret(secret.id, LATE)).toBe(false);
    expect(await other.flows.addSecrets(flow.id, [aSecret(flow.id)], 'beside')).toBe(false);
    expect(await other.flows.deleteEnded('2999-01-01T00:00:00.000000Z' as Timestamp, 100)).toBe(0);
    await other.close();
    expect(await store.flows.secretsOf(flow.id)).toEqual([secret]);
  });

  test('the present state takes the place of the stored one; what a flow is stays', async () => {
    const { row } = await newIdentity();
    const flow = await newFlow();
    const secret = aSecret(flow.id);
    await store.flows.addSecrets(flow.id, [secret], 'beside');
    const next = {
      ...flow,
      state: 'passed_challenge',
      active: null,
      ui: '{"nodes":[1]}' as JsonText,
      csrfToken: 'another',
      identityId: row.id,
      details: '{"a":1}' as JsonText,
      updatedAt: LATE,
    };
    const fixed = { type: 'api', requestUrl: 'http://127.0.0.1/x', issuedAt: EARLY, expiresAt: EARLY, createdAt: EARLY };
    expect(await store.flows.update({ ...next, ...fixed })).toBe(true);
    expect(await store.flows.get('recovery', flow.id)).toEqual(next);
    expect(await store.flows.secretsOf(flow.id)).toEqual([secret]);
  });

  test('a change without a form leaves the form as it is', async () => {
    const flow = await newFlow();
    const { ui, ...change } = {
      ...flow,
      state: 'x',
      active: 'code',
      csrfToken: 'y',
      details: '{"a":2}' as JsonText,
      updatedAt: LATE,
    };
    expect(await store.flows.update(change)).toBe(true);
    expect(await store.flows.get('recovery', flow.id)).toEqual({ ...change, ui });
    expect(await store.flows.update({ ...change, id: random.uuid() })).toBe(false);
  });

  test('a flow that is gone, or whose identity is, cannot be updated', async () => {
    expect(await store.flows.update(aFlow())).toBe(false);
    const flow = await newFlow();
    expect(await store.flows.update({ ...flow, state: 'x', identityId: random.uuid() })).toBe(false);
    expect(await store.flows.get('recovery', flow.id)).toEqual(flow);
  });

  test('tries are counted one by one, whoever asks at once, and outlive an update', async () => {
    const [flow, other] = [await newFlow(), await newFlow()];
    const counted = await Promise.all(Array.from({ length: 8 }, () => store.flows.countTry(flow.id)));
    expect(counted.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await store.flows.update({ ...flow, state: 'x' })).toBe(true);
    expect(await store.flows.countTry(flow.id)).toBe(9);
    expect(await store.flows.countTry(other.id)).toBe(1);
    expect(await store.flows.countTry(random.uuid())).toBe(0);
  });

  test('secrets stand beside earlier ones, newest first, or end them', async () => {
    const [flow, other] = [await newFlow(), await newFlow()];
    const untouched = aSecret(other.id);
    await store.flows.addSecrets(other.id, [untouched], 'beside');
    const [old, middle, next] = [EARLY, MIDDLE, LATE].map((issuedAt) => aSecret(flow.id, { issuedAt })) as [
      ReturnType<typeof aSecret>,
      ReturnType<typeof aSecret>,
      ReturnType<typeof aSecret>,
    ];
    expect(await store.flows.addSecrets(flow.id, [middle], 'beside')).toBe(true);
    expect(await store.flows.addSecrets(flow.id, [old, next], 'beside')).toBe(true);
    expect(await store.flows.secretsOf(flow.id)).toEqual([next, middle, old]);
    const [one, two] = [aSecret(flow.id, { issuedAt: LATE }), aSecret(flow.id, { issuedAt: EARLY, kind: 'link' })];
    expect(await store.flows.addSecrets(flow.id, [one, two], 'instead')).toBe(true);
    expect(await store.flows.secretsOf(flow.id)).toEqual([one, two]);
    expect(await store.flows.useSecret(next.id, LATE)).toBe(false);
    expect(await store.flows.addSecrets(flow.id, [], 'instead')).toBe(true);
    expect(await store.flows.secretsOf(flow.id)).toEqual([]);
    expect(await store.flows.secretsOf(other.id)).toEqual([untouched]);
  });

  test('secrets of what is gone are not added, and end nothing', async () => {
    const flow = await newFlow();
    const kept = aSecret(flow.id);
    await store.flows.addSecrets(flow.id, [kept], 'beside');
    const missing = random.uuid();
    expect(await store.flows.addSecrets(missing, [aSecret(missing)], 'beside')).toBe(false);
    for (const gone of [{ identityId: random.uuid() }, { addressId: random.uuid() }]) {
      const secrets = [aSecret(flow.id), aSecret(flow.id, gone)];
      expect(await store.flows.addSecrets(flow.id, secrets, 'instead')).toBe(false);
    }
    expect(await store.flows.secretsOf(flow.id)).toEqual([kept]);
  });

  test('a secret is redeemed once: of many who try at once, in several processes, one wins', async () => {
    const flow = await newFlow();
    const [raced, left] = [aSecret(flow.id, { issuedAt: LATE }), aSecret(flow.id)];
    await store.flows.addSecrets(flow.id, [raced, left], 'beside');
    const other = await place.open();
    const tries = [store, other, store, other].map(({ flows }) => flows.useSecret(raced.id, LATE));
    expect((await Promise.all(tries)).filter((won) => won)).toHaveLength(1);
    await other.close();
    expect(await store.flows.useSecret(raced.id, EARLY)).toBe(false);
    expect(await store.flows.useSecret(random.uuid(), LATE)).toBe(false);
    expect(await store.flows.secretsOf(flow.id)).toEqual([{ ...raced, usedAt: LATE }, left]);
  });

  test('a character that no database keeps is refused', async () => {
    const flow = await newFlow();
    await expect(store.flows.create(aFlow({ requestUrl: 'a\0' }))).rejects.toMatchObject({ code: 'text_unstorable' });
    for (const bad of [{ ui: '"\0"' as JsonText }, { details: '"\0"' as JsonText }]) {
      await expect(store.flows.create(aFlow(bad))).rejects.toMatchObject({ code: 'text_unstorable' });
      await expect(store.flows.update({ ...flow, ...bad })).rejects.toMatchObject({ code: 'text_unstorable' });
    }
    expect(await store.flows.get('recovery', flow.id)).toEqual(flow);
  });
});

describe.each(DATABASES)('flows that ended on %s', (_, make) => {
  const day = (number: number) => `2001-01-0${number}T00:00:00.000000Z` as Timestamp;

  test('are removed with their secrets, oldest first, at most so many', async () => {
    const place = await make();
    const store = await place.open();
    const flows = [3, 1, 4, 2].map((number) => aFlow({ kind: 'login', expiresAt: day(number) }));
    for (const flow of flows) await store.flows.create(flow, aSecret(flow.id));
    const left = async () => {
      const found = await Promise.all(flows.map(({ id }) => store.flows.get('login', id)));
      return found.flatMap((flow) => (flow ? [flow.expiresAt] : [])).sort();
    };
    expect(await store.flows.deleteEnded(day(1), 10)).toBe(0);
    expect(await store.flows.deleteEnded(day(4), 2)).toBe(2);
    expect(await left()).toEqual([day(3), day(4)]);
    expect(await store.flows.deleteEnded(day(4), 2)).toBe(1);
    expect(await store.flows.deleteEnded(day(4), 2)).toBe(0);
    expect(await left()).toEqual([day(4)]);
    const secrets = await Promise.all(flows.map(({ id }) => store.flows.secretsOf(id)));
    expect(secrets.map(({ length }) => length)).toEqual([0, 0, 1, 0]);
    await store.close();
    await place.remove();
  });

  test('are removed once by several who do it at once', async () => {
    const place = await make();
    const stores = await Promise.all([place.open(), place.open(), place.open()]);
    const [store] = stores as [Store, Store, Store];
    for (let i = 0; i < 40; i++) {
      const flow = aFlow({ expiresAt: day(1 + (i % 9)) });
      await store.flows.create(flow, aSecret(flow.id));
    }
    const removed = await Promise.all(
      stores.map(async ({ flows }) => {
        let count = 0;
        for (let i = 0; i < 20; i++) count += await flows.deleteEnded(LATE, 5);
        return count;
      }),
    );
    expect(removed.reduce((sum, count) => sum + count, 0)).toBe(40);
    await Promise.all(stores.map((one) => one.close()));
    await place.remove();
  });
});
