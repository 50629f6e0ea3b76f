import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

const MILLISECOND = 1000;

/** Works that each take so many milliseconds of a clock that only they move. */
function setUp() {
  let micros = 0;
  let turn = 0;
  const turns = createTurns(100, { micros: () => micros });
  const done: [string, number][] = [];
  async function work(name: string, milliseconds: number) {
    const later = turns.take();
    if (later && !(await later)) return done.push([`${name} came too late`, turn]);
    micros += milliseconds * MILLISECOND;
    return done.push([name, turn]);
  }
  /** Counts turns of the event loop until there have been so many. */
  async function pass(count: number) {
    while (turn < count) {
      await new Promise((resolve) => setImmediate(resolve));
      turn++;
    }
  }
  return { work, pass, done, hurry: turns.hurry };
}

test('what fits into a turn begins at once', async () => {
  const { work, done } = setUp();
  const all = [work('a', 3), work('b', 3), work('c', 3)];
  expect(done).toHaveLength(3);
  await Promise.all(all);
});

test('what comes late in a long turn begins in one of the next, in its order, and others have their turn in between', async () => {
  const { work, pass, done } = setUp();
  const passing = pass(10);
  const all = Promise.all([work('a', 7), work('b', 7), work('c', 7), work('d', 7), work('e', 7)]);
  expect(done.map(([name]) => name)).toEqual(['a', 'b']);
  await all;
  await passing;
  expect(done.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  const turnOf = Object.fromEntries(done) as Record<'b' | 'c' | 'd' | 'e', number>;
  expect(turnOf.c).toBe(turnOf.d);
  expect(turnOf.c).toBeGreaterThan(turnOf.b);
  expect(turnOf.e).toBeGreaterThan(turnOf.d);
});

test('whoever would begin too late is told so, and takes no time', async () => {
  const { work, done } = setUp();
  await Promise.all([work('a', 30), work('b', 80), work('c', 30), work('d', 10)]);
  expect(done.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd came too late']);
});

test('whoever comes while others wait does not pass them, and when nobody waits any more it goes on at once', async () => {
  const { work, pass, done } = setUp();
  const all = [work('a', 30), work('b', 1), work('c', 1)];
  await Promise.all(all);
  await pass(5);
  const last = work('d', 1);
  expect(done.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd']);
  await last;
});

test('when connections come the next turn is short', async () => {
  const { work, pass, done, hurry } = setUp();
  const all = Promise.all([work('a', 10), work('b', 2), work('c', 2), work('d', 2)]);
  await pass(1);
  hurry();
  const passing = pass(10);
  await all;
  await passing;
  const turnOf = Object.fromEntries(done) as Record<'b' | 'c' | 'd', number>;
  expect(turnOf.c).toBeGreaterThan(turnOf.b);
  expect(turnOf.d).toBe(turnOf.c);
});
