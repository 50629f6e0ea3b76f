import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessagePage } from '../../src/store/message-store.ts';
import { FLOW_SQL } from '../../src/store/sql/flow-sql.ts';
import { identityQueries } from '../../src/store/sql/identity-queries.ts';
import { claimText, listStatement, MESSAGE_SQL } from '../../src/store/sql/message-queries.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { postgresDialect } from '../../src/store/sql/postgres/postgres-dialect.ts';
import { SESSION_SQL } from '../../src/store/sql/session-queries.ts';
import { CONTINUITY_SQL } from '../../src/store/sql/sql-continuity-store.ts';
import { FLOW_ERROR_SQL } from '../../src/store/sql/sql-flow-error-store.ts';
import { PENDING_CHANGE_SQL } from '../../src/store/sql/sql-pending-change-store.ts';
import { TOKEN_EXCHANGE_SQL } from '../../src/store/sql/sql-token-exchange-store.ts';
import { sqliteDialect } from '../../src/store/sql/sqlite/sqlite-dialect.ts';
import { clock, DATABASES, type Place, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';
import { aContinuity, aFlow, aFlowError, aMessage, anIdentity, aSecret, aSession, EARLY, hex, MIDDLE } from './samples.ts';

type Explain = (text: string, params: readonly (string | number | null)[]) => Promise<string[]>;

const AFTER = { createdAt: EARLY, id: 'x' };
const MESSAGE_LISTS: readonly MessagePage[] = [
  { limit: 10 },
  { limit: 10, after: AFTER },
  { limit: 10, status: 'sent', after: AFTER },
  { limit: 10, recipient: 'x', after: AFTER },
  { limit: 10, recipient: 'x', status: 'sent', after: AFTER },
];

/** Every read whose cost must not grow with the tables, and what deleting an identity looks up. */
const statementsFor = (kind: 'sqlite' | 'postgres'): [name: string, text: string, params: (string | number | null)[]][] => {
  const dialect = kind === 'sqlite' ? sqliteDialect : postgresDialect;
  const queries = identityQueries(dialect, true);
  const page = [1, '0', 10, 0];
  const ids = dialect.list(['a', 'b']);
  return [
    ['get', queries.get, [1, 'x']],
    ['by external id', queries.getByExternalId, [1, 'x']],
    ['by address', queries.getByAddress, [1, 'recovery', 'email', 'x']],
    ['all', queries.list.all, page],
    ['ids', queries.list.ids, [...page, ids]],
    ['organization', queries.list.organization, [...page, 'x']],
    ['identifier', queries.list.identifier, [...page, 'x', 'y']],
    ['prefix', queries.list.prefix, [...page, 'x', 'xz', 'y', 'yz']],
    ['session', SESSION_SQL.get, [1, 'x']],
    ['first sessions', SESSION_SQL.firstPage.any, [1, null, 10]],
    ['more sessions', SESSION_SQL.nextPage.active, [1, '2025', 10, '2025', 'x']],
    ['sessions of an identity', SESSION_SQL.ofIdentity.inactive, [1, '2025', 10, 'x', 0, 'y']],
    ['their number', SESSION_SQL.countOfIdentity.active, [1, '2025', 'x', 'y']],
    ['session by token', SESSION_SQL.findByToken, [1, 'x']],
    ['update a session', SESSION_SQL.update, [1, 'x', 'aal1', '[]', '2025', '2025', '2025']],
    ['revoke by token', SESSION_SQL.disableByToken, [1, 'x', '2025']],
    ['revoke one of an identity', SESSION_SQL.disableOf, [1, 'x', 'y', '2025']],
    ['revoke the others of an identity', SESSION_SQL.disableOthers, [1, 'x', 'y', '2025']],
    ['token exchange', TOKEN_EXCHANGE_SQL.find, [1, 'x', 'y']],
    ['complete an exchange', TOKEN_EXCHANGE_SQL.complete, [1, 'x', 'y', 'z', 's', '2025']],
    ['exchange of a flow', TOKEN_EXCHANGE_SQL.has, [1, 'x']],
    ['move an exchange', TOKEN_EXCHANGE_SQL.move, [1, 'x', 'y', '2025']],
    ['remove old exchanges', TOKEN_EXCHANGE_SQL.deleteOlder, [1, '2025', 10]],
    ['change of a flow', PENDING_CHANGE_SQL.ofFlow, [1, 'x']],
    ['forget a change', PENDING_CHANGE_SQL.delete, [1, 'x']],
    ['flow', FLOW_SQL.get, [1, 'x', 'login']],
    ['update a flow', FLOW_SQL.update, [1, 'x', 's', null, 't', null, '{}', '2025']],
    ['update a flow with its form', FLOW_SQL.updateWithForm, [1, 'x', 's', null, 't', null, '{}', '2025', '{}']],
    ['count a try', FLOW_SQL.countTry, [1, 'x']],
    ['end secrets', FLOW_SQL.endSecrets, [1, 'x']],
    ['secrets of a flow', FLOW_SQL.secretsOf, [1, 'x']],
    ['use a secret', FLOW_SQL.useSecret, [1, 'x', '2025']],
    ['remove ended flows', FLOW_SQL.deleteEnded, [1, '2025', 10]],
    ['error', FLOW_ERROR_SQL.get, [1, 'x']],
    ['remove old errors', FLOW_ERROR_SQL.deleteOlder, [1, '2025', 10]],
    ['continuity', CONTINUITY_SQL.get, [1, 'x']],
    ['take a continuity', CONTINUITY_SQL.delete, [1, 'x']],
    ['remove ended continuities', CONTINUITY_SQL.deleteEnded, [1, '2025', 10]],
    ...['identity_identifiers', 'identity_addresses', 'sessions', 'flows', 'flow_secrets', 'continuities', 'pending_changes'].map(
      (table): [string, string, (string | number)[]] => [
        `cascade to ${table}`,
        `DELETE FROM ${table} WHERE nid = $1 AND identity_id = $2`,
        [1, 'x'],
      ],
    ),
    ['message', MESSAGE_SQL.get, [1, 'x']],
    ['settling a message', MESSAGE_SQL.settle, [1, 'x', 'y', 'sent', null, '2025']],
    ['attempts of a message', MESSAGE_SQL.dispatchesOf, [1, 'x']],
    ['claiming messages', claimText(dialect), [1, '2025', 'x', '2026', 10, dialect.list(['email'])]],
    ['waiting messages', MESSAGE_SQL.countWaiting, [1]],
    ...MESSAGE_LISTS.map((page): [string, string, (string | number | null)[]] => {
      const { text, params } = listStatement(1, page);
      return [`messages ${JSON.stringify(page)}`, text, [...params]];
    }),
    ...(
      [
        ['flow_secrets', 'flow_id'],
        ['flow_secrets', 'address_id'],
        ['pending_changes', 'flow_id'],
        ['pending_changes', 'session_id'],
      ] as const
    ).map(([table, column]): [string, string, (string | number)[]] => [
      `cascade to ${table} by ${column}`,
      `DELETE FROM ${table} WHERE nid = $1 AND ${column} = $2`,
      [1, 'x'],
    ]),
  ];
};

describe.each(DATABASES)('query plans on %s', (_, make) => {
  let place: Place;
  let explain: Explain;
  let close: () => Promise<void>;

  beforeAll(async () => {
    place = await make();
    const store = await place.open();
    const writes = Array.from({ length: 50 }, () =>
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
    for (let i = 0; i < 50; i++) await store.messages.add(aMessage({ recipient: random.uuid() }));
    await store.close();
    if (place.dsn.kind === 'sqlite') {
      const db = new DatabaseSync('file' in place.dsn ? place.dsn.file : ':memory:', { enableForeignKeyConstraints: false });
      explain = async (text, params) =>
        db
          .prepare(`EXPLAIN QUERY PLAN ${text.replace(/\$(\d+)/g, '?$1')}`)
          .all(...params)
          .map(({ detail }) => String(detail));
      close = async () => db.close();
    } else {
      const database = openDatabase(dsnOf(place.url, { enable_seqscan: 'off' }), { clock, random });
      await database.write('ANALYZE', []);
      explain = async (text, params) => (await database.read(`EXPLAIN ${text}`, params)).map(([line]) => String(line));
      close = () => database.close();
    }
  });
  afterAll(async () => {
    await close();
    await place.remove();
  });

  test('nothing reads a table from end to end', async () => {
    const kind = place.dsn.kind === 'sqlite' ? 'sqlite' : 'postgres';
    const scans: string[] = [];
    for (const [name, text, params] of statementsFor(kind)) {
      for (const line of await explain(text, params)) {
        // Reading the list in a parameter, or the result of a part of the query, is no reading of a table.
        const scan =
          kind === 'sqlite'
            ? /^SCAN (?!json_each|matching|\(subquery)/.test(line)
            : /Seq Scan on|Filter: .*(?:nid|identity_id) =/.test(line);
        // A hash of a token is that of one row, in whatever network: what is left to compare is one number.
        const isOneRow = name.endsWith('by token') && /^\s*Filter: \(nid = 1\)$/.test(line);
        if (scan && !isOneRow) scans.push(`${name}: ${line}`);
      }
    }
    expect(scans).toEqual([]);
  });

  test('no index is entered by the network alone, which is all of it', async () => {
    const kind = place.dsn.kind === 'sqlite' ? 'sqlite' : 'postgres';
    const alone =
      kind === 'sqlite' ? /\(nid=\?\)$|\(nid=\? AND (?:identity_id|id)>\?\)$/ : /(?:Index|Recheck) Cond: \(nid = [^ ]+\)$/;
    const disguised: string[] = [];
    for (const [name, text, params] of statementsFor(kind)) {
      // Pages of everything begin somewhere in the index, and end after a page.
      if (
        ['all', 'first sessions', 'more sessions', 'waiting messages'].includes(name) ||
        /^messages (?!.*(recipient|status))/.test(name)
      )
        continue;
      for (const line of await explain(text, params)) {
        if (alone.test(line)) disguised.push(`${name}: ${line}`);
      }
    }
    expect(disguised).toEqual([]);
  });

  test('pages of ids come in the order of an index, unsorted', async () => {
    const queries = identityQueries(place.dsn.kind === 'sqlite' ? sqliteDialect : postgresDialect, false);
    for (const text of [queries.list.all, queries.list.organization]) {
      const plan = await explain(text, [1, '0', 10, 0, ...(text.includes('$5') ? ['x'] : [])]);
      expect(plan.filter((line) => /TEMP B-TREE|Sort/.test(line))).toEqual([]);
    }
    // PostgreSQL sorts the few rows that a condition leaves of these small tables.
    for (const page of place.dsn.kind === 'sqlite' ? MESSAGE_LISTS : MESSAGE_LISTS.slice(0, 1)) {
      const { text, params } = listStatement(1, page);
      expect((await explain(text, params)).filter((line) => /TEMP B-TREE|Sort/.test(line))).toEqual([]);
    }
    for (const text of [SESSION_SQL.nextPage.any, SESSION_SQL.ofIdentity.any]) {
      const params = text.includes('OFFSET') ? [1, null, 10, 'x', 0, 'y'] : [1, null, 10, '2025', 'x'];
      expect((await explain(text, params)).filter((line) => /TEMP B-TREE|Sort/.test(line))).toEqual([]);
    }
  });
});
