import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import type { SqlValue } from '../../src/store/sql/statement.ts';
import type { Store } from '../../src/store/store.ts';
import { clock, type Place, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';
import { aContinuity, aFlow, aFlowError, aMessage, anIdentity, aSecret, aSession, EARLY, hex, MIDDLE } from './samples.ts';

/** The lines of the plan that the database has for a statement. */
export type Explain = (text: string, params: readonly SqlValue[]) => Promise<string[]>;

const ROWS = 50;

/** Some rows in every table, so that there is something to choose an index for. */
export async function fillTables(store: Store): Promise<void> {
  const writes = Array.from({ length: ROWS }, () =>
    anIdentity(undefined, { externalId: random.uuid(), organizationId: random.uuid() }),
  );
  await store.identities.create(writes);
  for (const { row, addresses } of writes) {
    const session = aSession(row.id);
    await store.sessions.create(session);
    const flow = aFlow({ identityId: row.id });
    await store.flows.create(flow, aSecret(flow.id, { identityId: row.id, addressId: addresses[1]?.id ?? null }));
    await store.pendingChanges.put({
      ...{ identityId: row.id, flowId: flow.id, sessionId: session.id, settingsFlowId: random.uuid() },
      ...{ via: 'email', value: random.uuid(), traits: row.traits, baseHash: hex(), createdAt: EARLY },
    });
    await store.continuities.create(aContinuity({ identityId: row.id }));
    await store.flowErrors.create(aFlowError());
    const nothing = { returnToCodeHash: null, sessionId: null, sealedToken: null };
    const times = { createdAt: MIDDLE, updatedAt: MIDDLE };
    await store.tokenExchanges.create({ initCodeHash: hex(), flowId: flow.id, ...nothing, ...times });
  }
  for (let i = 0; i < ROWS; i++) await store.messages.add(aMessage({ recipient: random.uuid() }));
}

/** PostgreSQL may not read these small tables from end to end, which it would do for a reason: what it does then has no index. */
export async function openExplain(place: Place): Promise<{ explain: Explain; close: () => Promise<void> }> {
  if (place.dsn.kind === 'sqlite') {
    const db = new DatabaseSync('file' in place.dsn ? place.dsn.file : ':memory:', { enableForeignKeyConstraints: false });
    const explain: Explain = async (text, params) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${text.replace(/\$(\d+)/g, '?$1')}`)
        .all(...params)
        .map(({ detail }) => String(detail));
    return { explain, close: async () => db.close() };
  }
  const database = openDatabase(dsnOf(place.url, { enable_seqscan: 'off' }), { clock, random });
  await database.write('ANALYZE', []);
  const explain: Explain = async (text, params) => (await database.read(`EXPLAIN ${text}`, params)).map(([line]) => String(line));
  return { explain, close: () => database.close() };
}

/** Reading the list in a parameter, or the result of a part of the query, is no reading of a table. */
export const readsTable = (kind: 'sqlite' | 'postgres', line: string) =>
  kind === 'sqlite'
    ? /^SCAN (?!json_each|matching|CONSTANT ROW|\(subquery)/.test(line)
    : /Seq Scan on|Filter: .*(?:nid|identity_id) =/.test(line);

/** Rows of a network are all that there are: an index that is entered by it is read from end to end. */
export const entersByNetworkAlone = (kind: 'sqlite' | 'postgres', line: string) =>
  (kind === 'sqlite' ? /\(nid=\?\)$|\(nid=\? AND (?:identity_id|id)>\?\)$/ : /(?:Index|Recheck) Cond: \(nid = [^ ]+\)$/).test(
    line,
  );
