import { expect, test } from 'vitest';
import { createOneStatement } from './one-statement.ts';

const insert = { text: 'INSERT INTO a (x, y) VALUES ($1, $2)', params: [1, '$1'] };
const update = {
  text: 'UPDATE b SET x = $12, y = $2 WHERE id = $1',
  params: ['id', null, ...'3456789'.split(''), '10', '11', 'x'],
};

test('each finds its own parameters, and tells how many rows it touched', () => {
  const { text, params } = createOneStatement()([insert, update]);
  expect(text).toBe(
    'WITH w0 AS (INSERT INTO a (x, y) VALUES ($1, $2) RETURNING 1), ' +
      'w1 AS (UPDATE b SET x = $14, y = $4 WHERE id = $3 RETURNING 1) ' +
      'SELECT (SELECT count(*) FROM w0), (SELECT count(*) FROM w1)',
  );
  expect(params).toEqual([...insert.params, ...update.params]);
});

test('a combination that was put together before takes new parameters', () => {
  const one = createOneStatement();
  const [first, again] = [one([insert, update]), one([{ ...insert, params: [2, 'z'] }, update])];
  expect(again.text).toBe(first.text);
  expect(again.params).toEqual([2, 'z', ...update.params]);
  expect(one([update, insert]).text).not.toBe(first.text);
});
