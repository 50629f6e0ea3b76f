import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFifo } from './fifo.ts';

test('does what an array does', () => {
  const call = fc.record({ what: fc.constantFrom('push', 'shift', 'ahead'), times: fc.integer({ min: 1, max: 1500 }) });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 12 }), (calls) => {
      const fifo = createFifo<number>();
      const array: number[] = [];
      let next = 0;
      for (const { what, times } of calls) {
        for (let i = 0; i < (what === 'ahead' ? 1 : times); i++) {
          const item = next++;
          if (what === 'shift') expect(fifo.shift()).toBe(array.shift());
          if (what === 'push') fifo.push(item);
          if (what === 'push') array.push(item);
          if (what === 'ahead') fifo.pushAhead(item);
          if (what === 'ahead') array.unshift(item);
        }
        expect([fifo.size, fifo.first]).toEqual([array.length, array[0]]);
      }
    }),
    { numRuns: 50 },
  );
});

test('does not hold on to what has left', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const fifo = createFifo<object>();
  const left = (() => {
    const item = {};
    fifo.push(item);
    fifo.push({});
    fifo.shift();
    return new WeakRef(item);
  })();
  await nextTurn();
  collect();
  expect([left.deref(), fifo.size]).toEqual([undefined, 1]);
});
