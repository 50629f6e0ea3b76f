import { expect, test } from 'vitest';
import { RangeUnreadable, readRangeAnswer } from './range-answer.ts';

const SUFFIX = '1E4C9B93F3F0682250B6CF8331B7EE68FD8';
const OTHER = '011053FD0102E94D6AE2F8B83D76FAF94F6';

test.each([
  ['plain', `${OTHER}:3\r\n${SUFFIX}:10437277\r\n`, 10_437_277],
  ['without an end of line', `${SUFFIX}:2`, 2],
  ['with commas', `${SUFFIX}:10,437,277\n`, 10_437_277],
  ['without a count', `${SUFFIX}\n`, 1],
  ['in lower case', `${SUFFIX.toLowerCase()}:2\n`, 2],
  ['with spaces and empty lines', `\n  ${SUFFIX}:2  \n\n`, 2],
  ['padded', `${SUFFIX}:0\n`, undefined],
  ['of others', `${OTHER}:5\n`, undefined],
  ['empty', '', undefined],
  ['cut short by a letter', `${SUFFIX.slice(1)}:5\n`, undefined],
])('an answer %s', (_name, text, count) => {
  expect(readRangeAnswer(text).get(SUFFIX)).toBe(count);
});

test.each([
  `${SUFFIX}:many`,
  `${SUFFIX}:`,
  `${SUFFIX}:1:2`,
  `${SUFFIX}:-1`,
  `${SUFFIX}:1.5`,
  `${SUFFIX}:${'9'.repeat(30)}`,
  'a: b',
])('a count that is no number: %s', (line) => {
  expect(() => readRangeAnswer(`${OTHER}:3\n${line}\n`)).toThrow(RangeUnreadable);
});
