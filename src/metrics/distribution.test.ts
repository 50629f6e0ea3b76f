import { expect, test } from 'vitest';
import { createDistribution } from './distribution.ts';

test('a value counts in every range that it fits into, its own end included', () => {
  const distribution = createDistribution([1, 10]);
  for (const value of [0.5, 1, 1.5, 10, 11, Number.NaN, -3]) distribution.observe(value);
  expect(distribution.samples('took', { a: 'b' })).toEqual([
    { name: 'took_bucket', labels: { a: 'b', le: 1 }, value: 4 },
    { name: 'took_bucket', labels: { a: 'b', le: 10 }, value: 6 },
    { name: 'took_bucket', labels: { a: 'b', le: '+Inf' }, value: 7 },
    { name: 'took_sum', labels: { a: 'b' }, value: 24 },
    { name: 'took_count', labels: { a: 'b' }, value: 7 },
  ]);
});
