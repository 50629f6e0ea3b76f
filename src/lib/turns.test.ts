import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('work on one key goes in the order of asking, also after a failure; other keys do not wait', async () => {
  const turns = createTurns();
  const log: string[] = [];
  const first = Promise.withResolvers<void>();
  const slow = turns.take('a', async () => {
    await first.promise;
    log.push('a1');
    throw new Error('a1 fails');
  });
  const next = turns.take('a', async () => log.push('a2'));
  await turns.take('b', async () => log.push('b'));
  first.resolve();
  await expect(slow).rejects.toThrow('a1 fails');
  await next;
  await turns.take('a', async () => log.push('a3'));
  expect(log).toEqual(['b', 'a1', 'a2', 'a3']);
});
