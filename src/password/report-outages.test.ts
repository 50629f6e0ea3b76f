import { expect, test } from 'vitest';
import { RangeUnreadable } from './range-answer.ts';
import { RangeUnavailable } from './range-client.ts';
import { reportOutages } from './report-outages.ts';

const DOWN = new RangeUnavailable('ranges.example: fetch failed');

/** Plays the outcomes one after the other. @returns the lines of the log */
async function play(outcomes: readonly (Error | 'fine')[], ignoreNetworkErrors = true) {
  const lines: string[] = [];
  const rest = [...outcomes];
  const readRange = reportOutages({
    readRange: async () => {
      const outcome = rest.shift();
      if (outcome instanceof Error) throw outcome;
      return new Map();
    },
    ignoreNetworkErrors,
    log: {
      info: (_details, message) => lines.push(`info ${message}`),
      warn: (details, message) => lines.push(`warn ${message} ${JSON.stringify(details)}`),
    },
  });
  const ends = await Promise.allSettled(outcomes.map(() => readRange('5BAA6')));
  expect(ends.map((end) => (end.status === 'rejected' ? end.reason : 'fine'))).toEqual(outcomes);
  return lines;
}

test('an outage is told once, and its end once', async () => {
  const lines = await play(['fine', DOWN, DOWN, DOWN, 'fine', 'fine', DOWN]);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^warn .*taken without.*"problem":"ranges\.example: fetch failed"/);
  expect(lines[1]).toMatch(/^info .*answers again/);
  expect(lines[2]).toBe(lines[0]);
});

test('the log says what follows', async () => {
  expect((await play([DOWN], false))[0]).toContain('nobody can choose a password');
});

test('other failures are no outage', async () => {
  expect(await play([new RangeUnreadable('no number'), new Error('bug')])).toEqual([]);
});
