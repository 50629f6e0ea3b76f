import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf } from '../../src/json/json-text.ts';
import type { FlowRow } from '../../src/store/flow-store.ts';
import type { PendingChangeRow } from '../../src/store/pending-change-store.ts';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { anIdentity, aSession, EARLY, hex, LATE } from './samples.ts';

describe.each(DATABASES)('changes that wait for a proof on %s', (_, make) => {
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

  async function aFlow(): Promise<FlowRow> {
    const flow: FlowRow = {
      id: random.uuid(),
      kind: 'verification',
      type: 'api',
      state: 'sent_email',
      active: 'code',
      requestUrl: 'https://id.example.org/',
      ui: jsonOf({ action: '', method: 'POST', nodes: [] }),
      csrfToken: '',
      identityId: null,
      details: jsonOf({}),
      issuedAt: EARLY,
      expiresAt: LATE,
      createdAt: EARLY,
      updatedAt: EARLY,
    };
    expect(await store.flows.create(flow)).toBe(true);
    return flow;
  }

  async function aChange(): Promise<PendingChangeRow> {
    const write = anIdentity();
    const { row } = write;
    expect(await store.identities.create([write])).toEqual(['created']);
    const session = aSession(row.id);
    await store.sessions.create(session);
    return {
      identityId: row.id,
      flowId: (await aFlow()).id,
      via: 'email',
      value: 'new@example.org',
      traits: jsonOf({ email: 'new@example.org' }),
      baseHash: hex(),
      sessionId: session.id,
      settingsFlowId: random.uuid(),
      createdAt: EARLY,
    };
  }

  test('is found by its flow, in every column, until it is removed', async () => {
    const row = await aChange();
    expect(await store.pendingChanges.put(row)).toBe(true);
    expect(await store.pendingChanges.ofFlow(row.flowId)).toEqual(row);
    expect(await store.pendingChanges.ofFlow(random.uuid())).toBeUndefined();
    const other = await place.open(random.uuid());
    expect(await other.pendingChanges.ofFlow(row.flowId)).toBeUndefined();
    await other.close();
    await store.pendingChanges.delete(row.flowId);
    expect(await store.pendingChanges.ofFlow(row.flowId)).toBeUndefined();
  });

  test('a later one of the identity takes its place, also of many at once', async () => {
    const row = await aChange();
    const later = [];
    for (let made = 0; made < 5; made++) later.push({ ...row, flowId: (await aFlow()).id, createdAt: LATE });
    await store.pendingChanges.put(row);
    expect(await Promise.all(later.map((one) => store.pendingChanges.put(one)))).toEqual(later.map(() => true));
    const found = await Promise.all([row, ...later].map(({ flowId }) => store.pendingChanges.ofFlow(flowId)));
    expect(found[0]).toBeUndefined();
    expect(found.filter((one) => one !== undefined)).toHaveLength(1);
  });

  test('none without identity, session or flow; it goes with the identity', async () => {
    const row = await aChange();
    for (const gone of [{ identityId: random.uuid() }, { sessionId: random.uuid() }, { flowId: random.uuid() }]) {
      expect(await store.pendingChanges.put({ ...row, ...gone })).toBe(false);
    }
    expect(await store.pendingChanges.put(row)).toBe(true);
    await store.identities.delete(row.identityId);
    expect(await store.pendingChanges.ofFlow(row.flowId)).toBeUndefined();
  });
});
