import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGatheredWrite } from './gathered-write.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('lines are written together, a little later or when somebody asks', () => {
  const written: string[] = [];
  const { write, flush } = createGatheredWrite((lines) => written.push(lines));
  write('a\n');
  write('b\n');
  expect(written).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(written).toEqual(['a\nb\n']);
  write('c\n');
  flush();
  flush();
  vi.advanceTimersByTime(1000);
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

test('many of them do not wait', () => {
  const written: string[] = [];
  const { write } = createGatheredWrite((lines) => written.push(lines));
  write('x'.repeat(70_000));
  expect(written).toHaveLength(1);
});
