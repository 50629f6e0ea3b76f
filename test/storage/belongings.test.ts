import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { anIdentity, aRecoveryFlow, aSecret, aSession, EARLY, hex, LATE, MIDDLE } from './samples.ts';

describe.each(DATABASES)('recovery, admin keys and what goes with an identity on %s', (_, make) => {
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

  test('flow and code are stored together, and read back in every column', async () => {
    const { row, addresses } = await newIdentity();
    const flow = aRecoveryFlow();
    const code = aSecret(flow.id, row.id, { kind: 'self_service', addressId: addresses[1]?.id ?? null });
    expect(await store.recovery.createWithCode(flow, code)).toBe(true);
    expect(await store.recovery.getFlow(flow.id)).toEqual(flow);
    expect(await store.recovery.codesOf(flow.id)).toEqual([code]);
    expect(await store.recovery.getTokenByHmac(code.hmac)).toBeUndefined();
    expect(await store.recovery.getFlow(random.uuid())).toBeUndefined();
    expect(await store.recovery.codesOf(random.uuid())).toEqual([]);
  });

  test('flow and token are stored together', async () => {
    const { row } = await newIdentity();
    const flow = { ...aRecoveryFlow(row.id), type: 'api' as const, active: null, skipCsrfCheck: false, submitCount: 3 };
    const token = aSecret(flow.id, row.id);
    expect(await store.recovery.createWithToken(flow, token)).toBe(true);
    expect(await store.recovery.getFlow(flow.id)).toEqual(flow);
    expect(await store.recovery.getTokenByHmac(token.hmac)).toEqual(token);
    expect(await store.recovery.codesOf(flow.id)).toEqual([]);
  });

  test('without the identity neither is stored', async () => {
    const flow = aRecoveryFlow();
    expect(await store.recovery.createWithCode(flow, aSecret(flow.id, random.uuid()))).toBe(false);
    expect(await store.recovery.createWithToken(flow, aSecret(flow.id, random.uuid()))).toBe(false);
    expect(await store.recovery.getFlow(flow.id)).toBeUndefined();
  });

  test('deleting an identity takes along what belongs to it, and nothing else', async () => {
    const [gone, kept] = [await newIdentity(), await newIdentity()];
    const made = [];
    for (const { row } of [gone, kept]) {
      const session = aSession(row.id);
      await store.sessions.create(session);
      const [bound, free] = [aRecoveryFlow(row.id), aRecoveryFlow()];
      const [code, token] = [aSecret(bound.id, row.id), aSecret(free.id, row.id)];
      await store.recovery.createWithCode(bound, code);
      await store.recovery.createWithToken(free, token);
      made.push({ session, bound, free, code, token });
    }
    expect(await store.identities.delete(gone.row.id)).toBe(true);
    const left = [];
    for (const { session, bound, free, token } of made) {
      left.push(
        [
          await store.sessions.get(session.id),
          await store.recovery.getFlow(bound.id),
          (await store.recovery.codesOf(bound.id))[0],
          await store.recovery.getTokenByHmac(token.hmac),
          await store.recovery.getFlow(free.id),
        ].map((found) => found !== undefined),
      );
    }
    expect(left).toEqual([
      [false, false, false, false, true],
      [true, true, true, true, true],
    ]);
  });

  test('codes and tokens go with the address that they were sent to', async () => {
    const previous = await newIdentity();
    const [verifiable, recovery] = previous.addresses;
    const [flow, admin] = [aRecoveryFlow(), aRecoveryFlow()];
    await store.recovery.createWithCode(flow, aSecret(flow.id, previous.row.id, { addressId: recovery?.id ?? null }));
    await store.recovery.createWithCode(admin, aSecret(admin.id, previous.row.id));
    expect(await store.identities.replace({ ...previous, identifiers: [] }, previous)).toBe('replaced');
    expect(await store.recovery.codesOf(flow.id)).toHaveLength(1);
    const next = { ...previous, identifiers: [], addresses: verifiable ? [verifiable] : [] };
    const before = { ...previous, identifiers: [], row: { ...previous.row, revision: 2 } };
    expect(await store.identities.replace(next, before)).toBe('replaced');
    expect(await store.recovery.codesOf(flow.id)).toEqual([]);
    expect(await store.recovery.codesOf(admin.id)).toHaveLength(1);
  });

  test('admin keys', async () => {
    const key = (name: string) => ({
      id: random.uuid(),
      name,
      hash: hex(),
      scopes: ['identities:read'],
      createdAt: EARLY,
      expiresAt: LATE,
      lastUsedAt: null,
    });
    const [b, a, upper] = [key('b'), key('a'), key('B')];
    expect(await store.adminKeys.create(b)).toBe(true);
    expect(await store.adminKeys.create(a)).toBe(true);
    expect(await store.adminKeys.create(upper)).toBe(true);
    expect(await store.adminKeys.create(key('a'))).toBe(false);
    expect(await store.adminKeys.list()).toEqual([upper, a, b]);
    await store.adminKeys.touch(a.id, MIDDLE);
    await store.adminKeys.touch(a.id, EARLY);
    expect(await store.adminKeys.list()).toEqual([upper, { ...a, lastUsedAt: MIDDLE }, b]);
    expect(await store.adminKeys.revoke('b')).toBe(true);
    expect(await store.adminKeys.revoke(a.id)).toBe(true);
    expect(await store.adminKeys.revoke(a.id)).toBe(false);
    expect(await store.adminKeys.list()).toEqual([upper]);
  });

  test('ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
});
