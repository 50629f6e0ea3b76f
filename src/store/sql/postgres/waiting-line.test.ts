import { expect, test } from 'vitest';
import { createWaitingLine } from './waiting-line.ts';

/** A line whose clock stands still until it is set, and works that end when they are told to. */
function setUp(capacity: number, bounds: { maxWaiting?: number; answerTimeoutMs?: number } = {}) {
  let micros = 0;
  const { maxWaiting = 10, answerTimeoutMs = Number.POSITIVE_INFINITY } = bounds;
  const line = createWaitingLine(capacity, { maxWaiting, answerTimeoutMs }, { micros: () => micros });
  const started: string[] = [];
  function pass(name: string, weight = 1, ahead = false) {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const work = () => {
      started.push(name);
      return promise;
    };
    const result = line.pass(weight, work, ahead);
    result.catch(() => {});
    const end = () => {
      resolve(name);
      return result;
    };
    return { result, fail: reject, end };
  }
  return { line, started, pass, setMilliseconds: (now: number) => (micros = now * 1000) };
}

test('lets as much through as there is capacity for, the rest in the order of arrival; light ones do not pass heavy ones', async () => {
  const { line, started, pass } = setUp(2);
  const [a, b] = [pass('a'), pass('b')];
  const heavy = pass('heavy', 2);
  const light = pass('light');
  expect(started).toEqual(['a', 'b']);
  expect(line.load()).toEqual({ underWay: 2, waiting: 2 });
  await a.end();
  expect(started).toEqual(['a', 'b']);
  b.fail(new Error('lost'));
  await expect(b.result).rejects.toThrow('lost');
  expect(started).toEqual(['a', 'b', 'heavy']);
  await heavy.end();
  expect(await light.end()).toBe('light');
  expect(line.load()).toEqual({ underWay: 0, waiting: 0 });
});

test('what weighs more than there is capacity for passes alone', async () => {
  const { pass } = setUp(2);
  const small = pass('small');
  const huge = pass('huge', 5);
  await small.end();
  expect(await huge.end()).toBe('huge');
});

test('a full line refuses, but for what goes ahead of everything', async () => {
  const { started, pass } = setUp(1, { maxWaiting: 1 });
  const first = pass('first');
  const waiting = pass('waiting');
  const refusal = { code: 'database_overloaded', status: 503, retryAfter: 1 };
  await expect(pass('refused').result).rejects.toMatchObject(refusal);
  const ahead = pass('ahead', 1, true);
  await first.end();
  await ahead.end();
  await waiting.end();
  expect(started).toEqual(['first', 'ahead', 'waiting']);
});

test('whoever has waited too long is refused, and what came later goes on waiting', async () => {
  const { line, started, pass, setMilliseconds } = setUp(1, { answerTimeoutMs: 20 });
  const first = pass('first');
  const early = pass('early');
  setMilliseconds(15);
  const late = pass('late');
  setMilliseconds(25);
  await expect(early.result).rejects.toMatchObject({ code: 'database_overloaded' });
  expect(line.load()).toEqual({ underWay: 1, waiting: 1 });
  await first.end();
  expect(await late.end()).toBe('late');
  expect(started).toEqual(['first', 'late']);
});

test('thousands wait without getting into the wrong order', async () => {
  const { started, pass } = setUp(1, { maxWaiting: 5000 });
  const all = Array.from({ length: 5000 }, (_, index) => pass(String(index)));
  for (const one of all) await one.end();
  expect(started).toEqual(all.map((_, index) => String(index)));
});
