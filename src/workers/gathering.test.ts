import { expect, test } from 'vitest';
import { createGathering } from './gathering.ts';
import type { Order } from './messages.ts';
import type { WorkerProcess } from './worker-process.ts';

function crewOf(count: number) {
  const orders: Order<string>[][] = [];
  let late = () => {};
  const workers = Array.from({ length: count }, (_, index): WorkerProcess<string> => {
    orders.push([]);
    return { pid: index, tell: (order) => orders[index]?.push(order), kill() {}, onReport() {}, onEnd() {} };
  });
  const gathering = createGathering({
    workers: () => workers,
    later(_, ending, work) {
      late = () => {
        if (!ending.aborted) work();
      };
    },
  });
  const take = (index: number, report: Parameters<typeof gathering.take>[1]) =>
    gathering.take(workers[index] as WorkerProcess<string>, report);
  return { orders, take, passTime: () => late() };
}

test('whoever asks hears of all others, once', () => {
  const { orders, take, passTime } = crewOf(3);
  take(1, { did: 'ask', ticket: 7 });
  expect(orders).toEqual([[{ do: 'measure', question: 0 }], [], [{ do: 'measure', question: 0 }]]);
  take(0, { did: 'measure', question: 0, measured: 'a' });
  expect(orders[1]).toEqual([]);
  take(2, { did: 'measure', question: 0, measured: 'b' });
  passTime();
  expect(orders[1]).toEqual([{ do: 'hear', ticket: 7, measured: ['a', 'b'] }]);
});

test('who does not answer in time is left out, and who is alone hears at once', () => {
  const { orders, take, passTime } = crewOf(3);
  take(0, { did: 'ask', ticket: 1 });
  take(1, { did: 'measure', question: 0, measured: 'a' });
  passTime();
  take(2, { did: 'measure', question: 0, measured: 'too late' });
  expect(orders[0]).toEqual([{ do: 'hear', ticket: 1, measured: ['a'] }]);
  const alone = crewOf(1);
  alone.take(0, { did: 'ask', ticket: 2 });
  expect(alone.orders[0]).toEqual([{ do: 'hear', ticket: 2, measured: [] }]);
});
