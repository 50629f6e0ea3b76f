import { expect, test } from 'vitest';
import { shareOf } from './share-of.ts';

test.each([
  [4, 1, 4],
  [4, 2, 2],
  [3, 2, 2],
  [1, 8, 1],
  [0, 8, 0],
])('%i for %i processes: %i each', (total, processes, share) => {
  expect(shareOf(total, processes)).toBe(share);
});
