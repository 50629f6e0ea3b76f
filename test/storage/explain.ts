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

type Kind = 'sqlite' | 'postgres';

/** Reading the list in a parameter, or the result of a part of the query, is no reading of a table. */
const SQLITE_SCAN = /^SCAN (?!json_each|matching|CONSTANT ROW|\(subquery)/;
/** PostgreSQL reads all entries of an index and leaves out those of others. */
const POSTGRES_SCAN = /Seq Scan on|^\s*Filter: .*(?:nid|identity_id) =/;
/** The line above says that the index has found single rows by a key of theirs: what is left is to compare their owner. */
const FOUND_BY_KEY = /(?:Index|Recheck) Cond: .*\b(?:id|identifier|value|token_hash) = /;

/** The lines of a plan that say that a table is read from end to end. */
export const tableReads = (kind: Kind, plan: readonly string[]) =>
  plan.filter((line, index) =>
    kind === 'sqlite'
      ? SQLITE_SCAN.test(line)
      : POSTGRES_SCAN.test(line) && (line.includes('Seq Scan on') || !FOUND_BY_KEY.test(plan[index - 1] ?? '')),
  );

/** Rows of a network are all that there are: an index that is entered by it is read from end to end. */
export const entriesByNetworkAlone = (kind: Kind, plan: readonly string[]) => {
  const alone =
    kind === 'sqlite' ? /\(nid=\?\)$|\(nid=\? AND (?:identity_id|id)>\?\)$/ : /(?:Index|Recheck) Cond: \(nid = [^ ]+\)$/;
  return plan.filter((line) => alone.test(line));
};
