import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessagePage } from '../../src/store/message-store.ts';
import { DELETE_IDENTITY } from '../../src/store/sql/delete-identity.ts';
import { deleteSome } from '../../src/store/sql/delete-some.ts';
import { ENDED_FLOWS, FLOW_SQL } from '../../src/store/sql/flow-sql.ts';
import { WRITTEN_COLUMNS } from '../../src/store/sql/identity-columns.ts';
import { identityQueries } from '../../src/store/sql/identity-queries.ts';
import { claimText, listStatement, MESSAGE_SQL } from '../../src/store/sql/message-queries.ts';
import { deleteIdentities } from '../../src/store/sql/postgres/delete-identities.ts';
import { postgresDialect } from '../../src/store/sql/postgres/postgres-dialect.ts';
import { UPDATE_ALL } from '../../src/store/sql/postgres/replace-identities.ts';
import { replacementOf } from '../../src/store/sql/replace-identity.ts';
import { SESSION_SQL } from '../../src/store/sql/session-queries.ts';
import { CONTINUITY_SQL, ENDED_CONTINUITIES } from '../../src/store/sql/sql-continuity-store.ts';
import { FLOW_ERROR_SQL, OLD_FLOW_ERRORS } from '../../src/store/sql/sql-flow-error-store.ts';
import { PENDING_CHANGE_SQL } from '../../src/store/sql/sql-pending-change-store.ts';
import { OLD_EXCHANGES, TOKEN_EXCHANGE_SQL } from '../../src/store/sql/sql-token-exchange-store.ts';
import { sqliteDialect } from '../../src/store/sql/sqlite/sqlite-dialect.ts';
import { DATABASES, type Place } from './databases.ts';
import { type Explain, entriesByNetworkAlone, fillTables, openExplain, tableReads } from './explain.ts';
import { anIdentity, bareIdentity, EARLY } from './samples.ts';

type Explained = readonly [name: string, text: string, params: (string | number | null)[]];

const AFTER = { createdAt: EARLY, id: 'x' };
const MESSAGE_LISTS: readonly MessagePage[] = [
  { limit: 10 },
  { limit: 10, after: AFTER },
  { limit: 10, status: 'sent', after: AFTER },
  { limit: 10, recipient: 'x', after: AFTER },
  { limit: 10, recipient: 'x', status: 'sent', after: AFTER },
];

const KEYS_OF_ONE = replacementOf(1, bareIdentity(), anIdentity()).keys;
const POSTGRES_WRITES: readonly Explained[] = [
  ...[1, 20].map((count): Explained => {
    const { text, params } = deleteIdentities(
      1,
      Array.from({ length: count }, (_, i) => `x${i}`),
    );
    return [`delete ${count}`, text, [...params]];
  }),
  ['replace together', UPDATE_ALL, [1, ...Array<string>(WRITTEN_COLUMNS.length + 1).fill('{}')]],
];
const SQLITE_WRITES: readonly Explained[] = [
  ['delete', DELETE_IDENTITY, [1, 'x']],
  ...KEYS_OF_ONE.map(({ text, params }): Explained => [text.slice(0, 40), text, [...params]]),
];

/** Every read whose cost must not grow with the tables, and what deleting an identity looks up. */
const statementsFor = (kind: 'sqlite' | 'postgres'): Explained[] => {
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
    // One that few have: for many of these few rows PostgreSQL would rightly read them all.
    ['prefix', queries.list.prefix, [...page, '0x', '0xz', '0y', '0yz']],
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
    ['remove old exchanges', deleteSome(dialect, OLD_EXCHANGES), [1, '2025', 10]],
    ['change of a flow', PENDING_CHANGE_SQL.ofFlow, [1, 'x']],
    ['forget a change', PENDING_CHANGE_SQL.delete, [1, 'x']],
    ['flow', FLOW_SQL.get, [1, 'x', 'login']],
    ['update a flow', FLOW_SQL.update, [1, 'x', 's', null, 't', null, '{}', '2025']],
    ['update a flow with its form', FLOW_SQL.updateWithForm, [1, 'x', 's', null, 't', null, '{}', '2025', '{}']],
    ['count a try', FLOW_SQL.countTry, [1, 'x']],
    ['end secrets', FLOW_SQL.endSecrets, [1, 'x']],
    ['secrets of a flow', FLOW_SQL.secretsOf, [1, 'x']],
    ['use a secret', FLOW_SQL.useSecret, [1, 'x', '2025']],
    ['remove ended flows', deleteSome(dialect, ENDED_FLOWS), [1, '2025', 10]],
    ['error', FLOW_ERROR_SQL.get, [1, 'x']],
    ['remove old errors', deleteSome(dialect, OLD_FLOW_ERRORS), [1, '2025', 10]],
    ['continuity', CONTINUITY_SQL.get, [1, 'x']],
    ['take a continuity', CONTINUITY_SQL.delete, [1, 'x']],
    ['remove ended continuities', deleteSome(dialect, ENDED_CONTINUITIES), [1, '2025', 10]],
    ...['sessions', 'flows', 'flow_secrets', 'continuities', 'pending_changes'].map(
      (table): [string, string, (string | number)[]] => [
        `cascade to ${table}`,
        `DELETE FROM ${table} WHERE nid = $1 AND identity_id = $2`,
        [1, 'x'],
      ],
    ),
    ...(kind === 'sqlite' ? SQLITE_WRITES : POSTGRES_WRITES),
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
    await fillTables(store);
    await store.close();
    ({ explain, close } = await openExplain(place));
  });
  afterAll(async () => {
    await close();
    await place.remove();
  });

  test('nothing reads a table from end to end', async () => {
    const kind = place.dsn.kind === 'sqlite' ? 'sqlite' : 'postgres';
    const scans: string[] = [];
    for (const [name, text, params] of statementsFor(kind)) {
      for (const line of tableReads(kind, await explain(text, params))) scans.push(`${name}: ${line}`);
    }
    expect(scans).toEqual([]);
  });

  test('no index is entered by the network alone, which is all of it', async () => {
    const kind = place.dsn.kind === 'sqlite' ? 'sqlite' : 'postgres';
    const disguised: string[] = [];
    for (const [name, text, params] of statementsFor(kind)) {
      // Pages of everything begin somewhere in the index, and end after a page.
      if (
        ['all', 'first sessions', 'more sessions', 'waiting messages'].includes(name) ||
        /^messages (?!.*(recipient|status))/.test(name)
      )
        continue;
      for (const line of entriesByNetworkAlone(kind, await explain(text, params))) disguised.push(`${name}: ${line}`);
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
