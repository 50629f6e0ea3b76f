import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createGather } from './gather.ts';

/** A gathering that notes what is done together and what alone. */
function gathering(together: (works: readonly number[]) => readonly (string | Promise<string>)[]) {
  const done: (number | readonly number[])[] = [];
  const gather = createGather<number, string>({
    most: 3,
    async alone(work) {
      done.push(work);
      if (work < 0) throw new Error(`alone ${work}`);
      return `alone ${work}`;
    },
    async together(works) {
      done.push(works);
      return together(works);
    },
  });
  return { gather, done };
}

const each = (works: readonly number[]) => works.map((work) => `together ${work}`);

test('what is asked for in one turn is done together, in its order, as many as may be', async () => {
  const { gather, done } = gathering(each);
  const results = await Promise.all([1, 2, 3, 4].map(gather));
  expect(results).toEqual(['together 1', 'together 2', 'together 3', 'alone 4']);
  expect(done).toEqual([[1, 2, 3], 4]);
});

test('what comes in later turns is not waited for', async () => {
  const { gather, done } = gathering(each);
  expect(await gather(1)).toBe('alone 1');
  expect(await gather(2)).toBe('alone 2');
  expect(done).toEqual([1, 2]);
});

/** Work that ends when it is told to. */
function held() {
  const ends: (() => void)[] = [];
  const done: (readonly number[])[] = [];
  const work = (works: readonly number[]) => {
    done.push(works);
    return new Promise<readonly string[]>((resolve) => ends.push(() => resolve(each(works))));
  };
  const alone = async (one: number) => (await work([one]))[0] ?? '';
  return { gather: createGather<number, string>({ most: 3, alone, together: work }), done, ends };
}

test('what comes while the last is under way is done together after it', async () => {
  const { gather, done, ends } = held();
  const results = [gather(1)];
  for (const work of [2, 3]) {
    await nextTurn();
    results.push(gather(work));
  }
  await nextTurn();
  expect(done).toEqual([[1]]);
  ends[0]?.();
  await vi.waitFor(() => expect(done).toEqual([[1], [2, 3]]));
  ends[1]?.();
  expect(await Promise.all(results)).toEqual(['together 1', 'together 2', 'together 3']);
});

test('one that is held up does not hold up the others', async () => {
  const { gather, done, ends } = held();
  const slow = gather(1);
  await nextTurn();
  const quick = [gather(2), gather(3)];
  await vi.waitFor(() => expect(done).toEqual([[1], [2, 3]]));
  ends[1]?.();
  expect(await Promise.all(quick)).toEqual(['together 2', 'together 3']);
  ends[0]?.();
  await slow;
});

test('one that fails on its own does not touch the others', async () => {
  const { gather } = gathering((works) => works.map((work) => (work < 0 ? Promise.reject(new Error('no')) : `together ${work}`)));
  expect(await Promise.allSettled([1, -2, 3].map(gather))).toMatchObject([
    { value: 'together 1' },
    { reason: { message: 'no' } },
    { value: 'together 3' },
  ]);
  await expect(gather(-1)).rejects.toThrow('alone -1');
});

test('when all fail together, each is told', async () => {
  const { gather } = gathering(() => {
    throw new Error('gone');
  });
  const results = await Promise.allSettled([1, 2].map(gather));
  expect(results).toMatchObject([{ reason: { message: 'gone' } }, { reason: { message: 'gone' } }]);
});
