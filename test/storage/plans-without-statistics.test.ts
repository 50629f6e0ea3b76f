import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLOW_SQL } from '../../src/store/sql/flow-sql.ts';
import { SESSION_SQL } from '../../src/store/sql/session-queries.ts';
import { DATABASES, type Place } from './databases.ts';

type Value = string | number | null;

/** What a request costs each time, whatever else is in the tables. */
const STATEMENTS: readonly (readonly [name: string, text: string, params: readonly Value[]])[] = [
  ['flow', FLOW_SQL.get, [1, 'x', 'login']],
  ['update a flow', FLOW_SQL.update, [1, 'x', 's', null, 't', null, '{}', '2025']],
  ['update a flow with its form', FLOW_SQL.updateWithForm, [1, 'x', 's', null, 't', null, '{}', '2025', '{}']],
  ['count a try', FLOW_SQL.countTry, [1, 'x']],
  ['end secrets', FLOW_SQL.endSecrets, [1, 'x']],
  ['secrets of a flow', FLOW_SQL.secretsOf, [1, 'x']],
  ['use a secret', FLOW_SQL.useSecret, [1, 'x', '2025']],
  ['session by token', SESSION_SQL.findByToken, [1, 'x']],
  ['revoke by token', SESSION_SQL.disableByToken, [1, 'x', '2025']],
];

/** SQLite plans by rules as long as nobody asks it for statistics; these are the databases that guess. */
const GUESSING = DATABASES.filter(([name]) => name !== 'SQLite');

describe.each(GUESSING)('before there are statistics, on %s', (_, make) => {
  let place: Place;

  beforeAll(async () => {
    place = await make();
    await (await place.open()).close();
  });
  afterAll(() => place.remove());

  test.each(STATEMENTS)('%s: no index is entered by the network alone', async (_name, text, params) => {
    const database = place.raw();
    const plan = (await database.read(`EXPLAIN ${text}`, params)).map(([line]) => String(line));
    await database.close();
    const entered = plan.filter((line) => line.includes('Index Cond:'));
    expect(entered).toHaveLength(text.includes(' JOIN ') ? 2 : 1);
    for (const line of entered) expect(line).toMatch(/\b(?:id|flow_id|token_hash) = /);
  });
});
