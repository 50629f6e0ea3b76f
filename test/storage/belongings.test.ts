import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { aContinuity, aFlow, anIdentity, aSecret, aSession, EARLY, hex, LATE, MIDDLE } from './samples.ts';

describe.each(DATABASES)('admin keys and what goes with an identity on %s', (_, make) => {
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

  test('deleting an identity takes along what belongs to it, and nothing else', async () => {
    const [gone, kept] = [await newIdentity(), await newIdentity()];
    const made = [];
    for (const { row } of [gone, kept]) {
      const session = aSession(row.id);
      await store.sessions.create(session);
      const [own, free] = [aFlow({ identityId: row.id }), aFlow()];
      await store.flows.create(own, aSecret(own.id));
      await store.flows.create(free, aSecret(free.id, { identityId: row.id }));
      const unbound = aSecret(free.id);
      await store.flows.addSecrets(free.id, [unbound], 'beside');
      const [continuity, anybodys] = [aContinuity({ identityId: row.id }), aContinuity()];
      await store.continuities.create(continuity);
      await store.continuities.create(anybodys);
      made.push({ session, own, free, unbound, continuity, anybodys });
    }
    expect(await store.identities.delete(gone.row.id)).toBe(true);
    const left = [];
    for (const { session, own, free, unbound, continuity, anybodys } of made) {
      left.push({
        session: (await store.sessions.get(session.id)) !== undefined,
        own: (await store.flows.get('recovery', own.id)) !== undefined,
        secretsOfOwn: (await store.flows.secretsOf(own.id)).length,
        free: (await store.flows.get('recovery', free.id)) !== undefined,
        secretsOfFree: (await store.flows.secretsOf(free.id)).length,
        unbound: (await store.flows.secretsOf(free.id)).some(({ id }) => id === unbound.id),
        continuity: (await store.continuities.get(continuity.id)) !== undefined,
        anybodys: (await store.continuities.get(anybodys.id)) !== undefined,
      });
    }
    const ofOthers = { free: true, unbound: true, anybodys: true };
    expect(left).toEqual([
      { session: false, own: false, secretsOfOwn: 0, secretsOfFree: 1, continuity: false, ...ofOthers },
      { session: true, own: true, secretsOfOwn: 1, secretsOfFree: 2, continuity: true, ...ofOthers },
    ]);
  });

  test('codes and tokens go with the address that they were sent to', async () => {
    const previous = await newIdentity();
    const [verifiable, recovery] = previous.addresses;
    const flow = aFlow();
    const toAddress = aSecret(flow.id, { identityId: previous.row.id, addressId: recovery?.id ?? null });
    const link = aSecret(flow.id, { kind: 'link', addressId: recovery?.id ?? null });
    const ofAdmin = aSecret(flow.id, { identityId: previous.row.id, origin: 'admin' });
    await store.flows.create(flow, toAddress);
    await store.flows.addSecrets(flow.id, [link, ofAdmin], 'beside');
    expect(await store.identities.replace({ ...previous, identifiers: [] }, previous)).toBe('replaced');
    expect(await store.flows.secretsOf(flow.id)).toHaveLength(3);
    const next = { ...previous, identifiers: [], addresses: verifiable ? [verifiable] : [] };
    const before = { ...previous, identifiers: [], row: { ...previous.row, revision: 2 } };
    expect(await store.identities.replace(next, before)).toBe('replaced');
    expect(await store.flows.secretsOf(flow.id)).toEqual([ofAdmin]);
    expect(await store.flows.get('recovery', flow.id)).toEqual(flow);
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
