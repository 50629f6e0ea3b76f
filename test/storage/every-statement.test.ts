import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLOW_SQL } from '../../src/store/sql/flow-sql.ts';
import { MESSAGE_SQL } from '../../src/store/sql/message-queries.ts';
import { openNetwork } from '../../src/store/sql/network.ts';
import { storeOf } from '../../src/store/sql/open-store.ts';
import { SESSION_SQL } from '../../src/store/sql/session-queries.ts';
import { CONTINUITY_SQL } from '../../src/store/sql/sql-continuity-store.ts';
import { FLOW_ERROR_SQL } from '../../src/store/sql/sql-flow-error-store.ts';
import { PENDING_CHANGE_SQL } from '../../src/store/sql/sql-pending-change-store.ts';
import { TOKEN_EXCHANGE_SQL } from '../../src/store/sql/sql-token-exchange-store.ts';
import type { Store } from '../../src/store/store.ts';
import { clock, DATABASES, type Place, random } from './databases.ts';
import { type Explain, entriesByNetworkAlone, fillTables, openExplain, tableReads } from './explain.ts';
import { type Recording, recordingDatabase } from './recording-database.ts';
import { tour } from './store-tour.ts';

type Texts = string | { readonly [name: string]: Texts };
const textsOf = (texts: Texts): string[] => (typeof texts === 'string' ? [texts] : Object.values(texts).flatMap(textsOf));

/** `aggregate.operation` of a store. */
const operationsOf = (store: Store) =>
  Object.entries(store).flatMap(([name, part]: [string, object]) =>
    typeof part === 'function' ? [] : Object.keys(part).map((operation) => `${name}.${operation}`),
  );

/** The same store, which notes what is called. */
function noting(store: Store, called: Set<string>): Store {
  const noted = (name: string, part: object) =>
    new Proxy(part, {
      get(target, key) {
        called.add(`${name}.${String(key)}`);
        return Reflect.get(target, key);
      },
    });
  const parts = Object.entries(store).map(([name, part]) => [name, typeof part === 'function' ? part : noted(name, part)]);
  return Object.fromEntries(parts) as Store;
}

/** Statements that may go through an index of a whole network, each for its reason. */
const OF_THE_WHOLE_NETWORK: readonly RegExp[] = [
  // Pages of everything begin somewhere in the index and end when they are full.
  /FROM identities WHERE nid = \$1 AND id > \$2 ORDER BY id LIMIT/,
  /FROM sessions WHERE nid = \$1 AND (?!id\b|identity_id\b|created_at\b).* ORDER BY created_at DESC, id LIMIT CAST\(\$3 AS INTEGER\)$/,
  /FROM courier_messages WHERE nid = \$1 ORDER BY created_at DESC, id LIMIT/,
  /^UPDATE sessions .* id IN \(SELECT id FROM sessions WHERE nid = \$1 AND active = 1 ORDER BY id LIMIT/,
  /^DELETE FROM sessions .* id IN \(SELECT id FROM sessions WHERE nid = \$1 ORDER BY id LIMIT/,
  // Counts: the old style of pages, of which nothing else makes use; the messages that wait, by an index of those alone.
  /^SELECT count\(\*\) FROM identities WHERE nid = \$1$/,
  /^SELECT count\(\*\) FROM courier_messages WHERE nid = \$1 AND due_at IS NOT NULL$/,
  // An installation has a handful of keys, which every process reads as a whole.
  /(?:FROM|UPDATE) admin_keys\b/,
];

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describe.each(DATABASES)('every statement that the store executes on %s', (_, make) => {
  let place: Place;
  let kind: 'sqlite' | 'postgres';
  let explain: Explain;
  let close: () => Promise<void>;
  let recording: Recording;
  let operations: string[];
  const called = new Set<string>();

  beforeAll(async () => {
    place = await make();
    kind = place.dsn.kind === 'sqlite' ? 'sqlite' : 'postgres';
    const filling = await place.open();
    await fillTables(filling);
    await filling.close();
    const raw = place.raw();
    const nid = await openNetwork(raw, undefined, { clock, random });
    const recorder = recordingDatabase(raw);
    ({ recording } = recorder);
    const store = storeOf(recorder.database, recorder.database, nid);
    // Reads that may be a little behind are the same ones in another database.
    operations = operationsOf(store).filter((operation) => !operation.startsWith('eventualIdentities.'));
    await tour(noting(store, called));
    await store.close();
    ({ explain, close } = await openExplain(place));
  });
  afterAll(async () => {
    await close();
    await place.remove();
  });

  test('is known here: each operation was called, each text of the tables was executed', () => {
    expect(operations.filter((operation) => !called.has(operation))).toEqual([]);
    const tables = [SESSION_SQL, FLOW_SQL, FLOW_ERROR_SQL, CONTINUITY_SQL, PENDING_CHANGE_SQL, TOKEN_EXCHANGE_SQL, MESSAGE_SQL];
    expect(tables.flatMap(textsOf).filter((text) => !recording.has(text))).toEqual([]);
  });

  /** The statements that have forbidden lines in their plan, with these. */
  async function withPlan(forbidden: typeof tableReads, isAllowed = (_text: string) => false): Promise<string[]> {
    const found: string[] = [];
    for (const [text, params] of recording) {
      if (isAllowed(oneLine(text))) continue;
      for (const line of forbidden(kind, await explain(text, params))) found.push(`${oneLine(text)}: ${line}`);
    }
    return found;
  }

  test('reads no table from end to end', async () => {
    expect(await withPlan(tableReads)).toEqual([]);
  });

  test('finds its rows by more than the network, but for those that are named', async () => {
    const isNamed = (text: string) => OF_THE_WHOLE_NETWORK.some((named) => named.test(text));
    expect(await withPlan(entriesByNetworkAlone, isNamed)).toEqual([]);
    const texts = [...recording.keys()].map(oneLine);
    expect(OF_THE_WHOLE_NETWORK.filter((named) => !texts.some((text) => named.test(text)))).toEqual([]);
  });
});
