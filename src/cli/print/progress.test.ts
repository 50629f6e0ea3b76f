import { expect, test } from 'vitest';
import { createProgressLine } from './progress.ts';

function lineOn(onTerminal: boolean) {
  let ms = 0;
  const written: string[] = [];
  const line = createProgressLine({ write: (text) => written.push(text), onTerminal, now: () => ms, unit: 'rows' });
  return { line, written, at: (seconds: number) => (ms = seconds * 1000) };
}

test('on a terminal one line is written again and again, and taken away', () => {
  const { line, written, at } = lineOn(true);
  line.clear();
  line.show({ rows: 0, share: 0 });
  at(0.05);
  line.show({ rows: 10, share: 0.05 });
  at(10);
  line.show({ rows: 5000, share: 0.25 });
  line.clear();
  expect(written).toEqual([
    '\r\u001b[2K[------------------------] 0%  0 rows  0/s',
    '\r\u001b[2K[######------------------] 25%  5,000 rows  500/s  30s left',
    '\r\u001b[2K',
  ]);
});

test('elsewhere there is a new line every five seconds', () => {
  const { line, written, at } = lineOn(false);
  for (let second = 1; second <= 12; second++) {
    at(second);
    line.show({ rows: second * 100, share: undefined });
  }
  line.clear();
  expect(written).toEqual(['500 rows  80/s\n', '1,000 rows  90/s\n']);
});

test('rate and time left go by this run, not by what one before has done', () => {
  const { line, written, at } = lineOn(true);
  line.show({ rows: 1000, share: 0.5 });
  at(90);
  line.show({ rows: 1900, share: 0.51 });
  expect(written[1]).toContain('51%  1,900 rows  10/s  1h 13m left');
});
