import { jsonOf } from '../../src/json/json-text.ts';
import type { IdentityFilter } from '../../src/store/identity-store.ts';
import type { Store } from '../../src/store/store.ts';
import { random } from './databases.ts';
import { aContinuity, aFlow, aFlowError, aMessage, anIdentity, aSecret, aSession, EARLY, hex, LATE, MIDDLE } from './samples.ts';

const LIMIT = 10;

async function identities(store: Store) {
  const email = `${random.uuid()}@example.org`;
  const changes = { externalId: random.uuid(), organizationId: random.uuid() };
  const write = anIdentity(email, changes);
  const { id } = write.row;
  await store.identities.create([write]);
  await store.identities.create([anIdentity(), anIdentity()]);
  await store.identities.get(id);
  await store.identities.getWithConfigs(id);
  await store.identities.getByExternalId(changes.externalId);
  await store.identities.getByAddress('recovery', 'email', email);
  await store.identities.getByIdentifier('password', email);
  await store.identities.count();
  const filters: IdentityFilter[] = [
    { by: 'all' },
    { by: 'ids', ids: [id, random.uuid()] },
    { by: 'organization', id: changes.organizationId },
    { by: 'identifier', normalised: email, verbatim: email },
    { by: 'prefix', normalised: email.slice(0, 6), exact: false, verbatim: email.slice(0, 6) },
  ];
  for (const filter of filters) {
    await store.identities.list(filter, { limit: LIMIT });
    await store.identities.listWithConfigs(filter, { limit: LIMIT, after: random.uuid() });
  }
  // The same keys, then others.
  await store.identities.replace(write, write);
  const other = anIdentity(undefined, { ...changes, id, revision: 2 });
  if ((await store.identities.replace(other, { ...write, row: { ...write.row, revision: 2 } })) !== 'replaced')
    throw new Error('the tour changed nobody');
  return other.row;
}

async function sessions(store: Store, identityId: string) {
  const session = aSession(identityId);
  const { id } = session;
  const second = aSession(identityId);
  await store.sessions.create(session);
  await store.sessions.create(second);
  await store.sessions.createMany([second, aSession(identityId)]);
  await store.sessions.get(id);
  await store.sessions.findByToken(session.tokenHash);
  await store.sessions.update(session);
  await store.sessions.extend(id, { ifBefore: '2999-01-01T00:00:00.000000Z' as typeof LATE, to: LATE, at: MIDDLE });
  for (const active of [undefined, { active: true, at: MIDDLE }, { active: false, at: MIDDLE }]) {
    const page = active ? { active, limit: LIMIT } : { limit: LIMIT };
    await store.sessions.list(page);
    await store.sessions.list({ ...page, after: { createdAt: MIDDLE, id } });
    await store.sessions.listOfIdentity(identityId, { ...page, offset: 0 });
  }
  await store.sessions.disable(id, MIDDLE);
  await store.sessions.disableByToken(session.tokenHash, MIDDLE);
  await store.sessions.disableOf(identityId, id, MIDDLE);
  await store.sessions.disableOthers(identityId, id, MIDDLE);
  for (const targets of [
    { by: 'identities', ids: [random.uuid()] },
    { by: 'sessions', ids: [second.id] },
    { by: 'all', limit: 1 },
  ] as const) {
    await store.sessions.disableMany(targets, MIDDLE);
    await store.sessions.deleteMany(targets);
  }
  return aSession(identityId);
}

async function flows(store: Store, identityId: string) {
  const flow = aFlow({ identityId });
  await store.flows.create(flow);
  const other = aFlow();
  const secret = aSecret(other.id);
  await store.flows.create(other, secret);
  await store.flows.get(flow.kind, flow.id);
  await store.flows.update(flow);
  await store.flows.update({ ...flow, ui: undefined });
  await store.flows.countTry(flow.id);
  await store.flows.addSecrets(flow.id, [aSecret(flow.id)], 'beside');
  await store.flows.addSecrets(flow.id, [aSecret(flow.id)], 'instead');
  await store.flows.secretsOf(flow.id);
  await store.flows.useSecret(secret.id, MIDDLE);
  await store.flows.deleteEnded(EARLY, LIMIT);
  return flow;
}

async function belongings(store: Store, identityId: string, sessionId: string, flowId: string) {
  const continuity = aContinuity({ identityId });
  await store.continuities.create(continuity);
  await store.continuities.get(continuity.id);
  await store.continuities.delete(continuity.id);
  await store.continuities.deleteEnded(EARLY, LIMIT);
  const error = aFlowError();
  await store.flowErrors.create(error);
  await store.flowErrors.get(error.id);
  await store.flowErrors.deleteOlder(EARLY, LIMIT);
  await store.pendingChanges.put({
    ...{ identityId, flowId, sessionId, settingsFlowId: random.uuid() },
    ...{ via: 'email', value: random.uuid(), traits: jsonOf({}), baseHash: hex(), createdAt: EARLY },
  });
  await store.pendingChanges.ofFlow(flowId);
  await store.pendingChanges.delete(flowId);
  const codes = { initCodeHash: hex(), returnToCodeHash: hex() };
  const session = { sessionId: null, sealedToken: null };
  const times = { createdAt: MIDDLE, updatedAt: MIDDLE };
  await store.tokenExchanges.create({ ...codes, ...session, flowId, ...times });
  await store.tokenExchanges.complete(flowId, { ...codes, ...session, updatedAt: MIDDLE });
  await store.tokenExchanges.has(flowId);
  await store.tokenExchanges.find(codes.initCodeHash, codes.returnToCodeHash);
  await store.tokenExchanges.move(flowId, random.uuid(), MIDDLE);
  await store.tokenExchanges.deleteOlder(EARLY, LIMIT);
}

async function messages(store: Store) {
  const message = aMessage({ recipient: random.uuid() });
  const { id, recipient } = message;
  await store.messages.add(message);
  await store.messages.get(id);
  const claimId = random.uuid();
  await store.messages.claim({ claimId, at: MIDDLE, leaseUntil: LATE, limit: 1000, via: ['email'] });
  const dispatch = { id: random.uuid(), status: 'failed', error: null } as const;
  await store.messages.settle({ messageId: id, claimId, at: MIDDLE, outcome: { status: 'sent' }, dispatch });
  await store.messages.dispatchesOf(id);
  await store.messages.countWaiting();
  const after = { createdAt: EARLY, id };
  for (const page of [
    {},
    { after },
    { status: 'sent', after },
    { recipient, after },
    { recipient, status: 'sent', after },
  ] as const)
    await store.messages.list({ ...page, limit: LIMIT });
}

async function adminKeys(store: Store) {
  const id = random.uuid();
  const times = { createdAt: MIDDLE, expiresAt: null, lastUsedAt: null };
  await store.adminKeys.create({ id, name: id, hash: hex(), scopes: [], ...times });
  await store.adminKeys.list();
  await store.adminKeys.touch(id, MIDDLE);
  await store.adminKeys.revoke(id);
}

/** Calls every operation of a store, in each of its ways to ask the database. */
export async function tour(store: Store): Promise<void> {
  await store.ping();
  const { id } = await identities(store);
  const session = await sessions(store, id);
  await store.sessions.create(session);
  const flow = await flows(store, id);
  await belongings(store, id, session.id, flow.id);
  await messages(store);
  await adminKeys(store);
  await store.identities.delete(id);
}
