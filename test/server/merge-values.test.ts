import { expect, test } from 'vitest';
import { mergeValues } from './merge-values.ts';

test('objects are merged at every depth, everything else is replaced', () => {
  const base = { log: { level: 'error', format: 'text' }, list: [1, 2], gone: { a: 1 }, kept: 1 };
  const changes = { log: { level: 'debug' }, list: [3], gone: 'text', more: { b: 2 } };
  expect(mergeValues(base, changes)).toEqual({
    log: { level: 'debug', format: 'text' },
    list: [3],
    gone: 'text',
    kept: 1,
    more: { b: 2 },
  });
  expect(base.log).toEqual({ level: 'error', format: 'text' });
});
