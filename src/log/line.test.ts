import { expect, test } from 'vitest';
import { createLines, type Entry } from './line.ts';

const ENTRY: Entry = {
  level: 'warn',
  time: '2026-01-02T03:04:05.678Z',
  pid: 7,
  path: '/a b',
  missing: undefined,
  id: 'i',
  'odd name': { a: [1] },
  err: { message: 'broken', stack: 'Error: broken\n    at x' },
  msg: 'It broke.',
};

test('text, for people', () => {
  expect(createLines('text', 'host')(ENTRY)).toBe(
    '2026-01-02T03:04:05.678Z WARN  It broke. pid=7 path="/a b" id=i odd name={"a":[1]}\nError: broken\n    at x\n',
  );
});

test('JSON, for machines', () => {
  const { missing: _, ...told } = ENTRY;
  expect(createLines('json', 'host')(ENTRY)).toBe(`${JSON.stringify(told)}\n`);
});

test('GELF 1.1: its own members, and everything else with an underscore, as text or number', () => {
  expect(JSON.parse(createLines('gelf', 'host')(ENTRY))).toEqual({
    version: '1.1',
    host: 'host',
    short_message: 'It broke.',
    full_message: 'Error: broken\n    at x',
    timestamp: 1767323045.678,
    level: 4,
    _pid: 7,
    _path: '/a b',
    _id_: 'i',
    _odd_name: '{"a":[1]}',
  });
});
