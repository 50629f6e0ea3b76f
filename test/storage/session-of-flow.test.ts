import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonText } from '../../src/json/json-text.ts';
import type { Store } from '../../src/store/store.ts';
import { DIALECTS, type Place, random } from './databases.ts';
import { aFlow, anIdentity, aSession, LATE } from './samples.ts';

describe.each(DIALECTS)('a session that comes out of a flow, on %s', (_, make) => {
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

  async function newFlow() {
    const flow = aFlow();
    expect(await store.flows.create(flow)).toBe(true);
    return flow;
  }
  async function newIdentity() {
    const write = anIdentity();
    expect(await store.identities.create([write])).toEqual(['created']);
    return write.row.id;
  }
  const changed = { state: 'passed_challenge', active: 'password', details: '{"a":"$1"}' as JsonText, updatedAt: LATE };

  test.each([undefined, '{"nodes":[2]}' as JsonText])('both are stored; with the form %s', async (ui) => {
    const flow = await newFlow();
    const { tokenHash, ...session } = aSession(await newIdentity());
    await store.sessions.create({ ...session, tokenHash }, { ...flow, ...changed, ui });
    expect(await store.sessions.get(session.id)).toEqual(session);
    expect(await store.flows.get('recovery', flow.id)).toEqual({ ...flow, ...changed, ui: ui ?? flow.ui });
  });

  test('when the identity is gone, the flow stays as it was', async () => {
    const flow = await newFlow();
    const refused = store.sessions.create(aSession(random.uuid()), { ...flow, ...changed });
    await expect(refused).rejects.toMatchObject({ code: 'identity_unknown' });
    expect(await store.flows.get('recovery', flow.id)).toEqual(flow);
  });

  test('a session whose token exists changes no flow either', async () => {
    const identityId = await newIdentity();
    const { tokenHash } = aSession(identityId);
    await store.sessions.create(aSession(identityId, { tokenHash }));
    const flow = await newFlow();
    const refused = store.sessions.create(aSession(identityId, { tokenHash }), { ...flow, ...changed });
    await expect(refused).rejects.toMatchObject({ kind: 'unique' });
    expect(await store.flows.get('recovery', flow.id)).toEqual(flow);
  });

  test('a flow that is gone keeps nobody out', async () => {
    const { tokenHash, ...session } = aSession(await newIdentity());
    await store.sessions.create({ ...session, tokenHash }, { ...aFlow(), ...changed });
    expect(await store.sessions.get(session.id)).toEqual(session);
  });

  test('another factor goes into its session along with its flow, unless the session was revoked', async () => {
    const flow = await newFlow();
    const { tokenHash, ...session } = aSession(await newIdentity());
    await store.sessions.create({ ...session, tokenHash });
    const next = { ...session, aal: 'aal2' as const, updatedAt: LATE };
    expect(await store.sessions.update(next, { ...flow, ...changed })).toBe(true);
    expect(await store.sessions.get(session.id)).toEqual(next);
    expect(await store.flows.get('recovery', flow.id)).toEqual({ ...flow, ...changed });
    await store.sessions.disable(session.id, LATE);
    expect(await store.sessions.update(session, { ...flow, ...changed })).toBe(false);
  });
});
