import { expect, test } from 'vitest';
import { problemOf } from './problem-of.ts';

const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });

test.each([
  [new Error('no such host'), 'no such host'],
  [refused, 'ECONNREFUSED'],
  [new RangeError(''), 'RangeError'],
  [new AggregateError([new Error('connect ECONNREFUSED ::1:1'), refused]), 'connect ECONNREFUSED ::1:1'],
  [new TypeError('fetch failed', { cause: new Error('self-signed certificate') }), 'self-signed certificate'],
  [new TypeError('fetch failed', { cause: new AggregateError([refused, new Error('other')]) }), 'ECONNREFUSED'],
  [new TypeError('fetch failed'), 'fetch failed'],
  // Only fetch hides what went wrong; others tell it in words of their own.
  [new Error('the snippet cannot be read: gone', { cause: new Error('gone') }), 'the snippet cannot be read: gone'],
  ['gone', 'gone'],
])('%o: %s', (error, problem) => {
  expect(problemOf(error)).toBe(problem);
});
