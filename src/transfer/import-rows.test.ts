import { expect, test } from 'vitest';
import { DEFAULT_BOUNDS } from './gather-batches.ts';
import { type ImportOptions, importRows } from './import-rows.ts';
import type { Prepared, PreparedRow } from './prepared-row.ts';
import type { RowOutcome } from './row-outcome.ts';

const row = (index: number, text = '{}', costsHash = false): PreparedRow => ({ index, body: new Map(), text, costsHash });

async function* groups(rows: readonly Prepared[], size = 7) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

const created = (rows: readonly PreparedRow[]): readonly RowOutcome[] =>
  rows.map(({ index }) => ({ kind: 'created', id: `${index}` }));

/** Runs an import of batches of three, and tells which rows were settled, in their order. */
async function run(rows: readonly Prepared[], options: Partial<ImportOptions>) {
  const settled: number[] = [];
  const ended = importRows(groups(rows), {
    bounds: { ...DEFAULT_BOUNDS, rows: 3 },
    concurrency: 2,
    send: async (some) => created(some),
    stopped: () => false,
    onSettled: (some) => {
      settled.push(...some.map(({ place }) => place.index));
    },
    ...options,
  });
  return { settled, complete: await ended.catch((error: Error) => error.message) };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test('rows are told in the order of the input, whichever batch is done first; only so many are under way', async () => {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let most = 0;
  const { settled, complete } = await run(
    numbers(20).map((index) => row(index)),
    {
      async send(rows) {
        most = Math.max(most, ++underWay);
        // The second of two ends before the first.
        await new Promise<void>((resolve) => {
          waiting.unshift(resolve);
          if (waiting.length < 2 && rows[0]?.index !== 18) return;
          setImmediate(() => {
            for (const go of waiting.splice(0)) setImmediate(go);
          });
        });
        underWay -= 1;
        return created(rows);
      },
    },
  );
  expect([settled, complete, most]).toEqual([numbers(20), true, 2]);
});

test('batches are bounded by rows, by bytes and by passwords in clear text', async () => {
  const sizes: number[] = [];
  const send = async (rows: readonly PreparedRow[]) => {
    sizes.push(rows.length);
    return created(rows);
  };
  const bounds = { rows: 4, bytes: 300, hashes: 2 };
  const long = 'x'.repeat(120);
  await run([row(0, long), row(1, long), row(2, long), row(3, '{}', true), row(4, '{}', true), row(5, '{}', true), row(6)], {
    bounds,
    concurrency: 1,
    send,
  });
  expect(sizes).toEqual([2, 3, 2]);
});

test('rows that could not be read are told among the others and not sent', async () => {
  const outcomes: string[] = [];
  const sent: number[] = [];
  const rows = [row(0), { index: 1, failure: { status: 400, reason: 'no' } }, row(2)];
  await run(rows, {
    async send(some) {
      sent.push(...some.map(({ index }) => index));
      return created(some);
    },
    onSettled: (some) => {
      outcomes.push(...some.map(({ outcome }) => outcome.kind));
    },
  });
  expect([sent, outcomes]).toEqual([
    [0, 2],
    ['created', 'failed', 'created'],
  ]);
});

test('an import that is stopped finishes what is under way', async () => {
  let batches = 0;
  const { settled, complete } = await run(
    numbers(20).map((index) => row(index)),
    {
      stopped: () => batches >= 2,
      async send(rows) {
        batches += 1;
        await new Promise(setImmediate);
        return created(rows);
      },
    },
  );
  expect([settled, complete]).toEqual([numbers(6), false]);
});

test('what cannot go on ends it, and tells nothing beyond the gap', async () => {
  let later = () => {};
  const { settled, complete } = await run(
    numbers(20).map((index) => row(index)),
    {
      async send(rows) {
        if (rows[0]?.index === 3) {
          // It fails when the rows behind it are done.
          await new Promise<void>((resolve) => {
            later = () => setImmediate(resolve);
          });
          throw new Error('nobody answers');
        }
        if (rows[0]?.index === 6) later();
        return created(rows);
      },
    },
  );
  expect([settled, complete]).toEqual([[0, 1, 2], 'nobody answers']);
});
