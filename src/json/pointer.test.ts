import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeSegment, parsePointer, pointerOf } from './pointer.ts';

// The examples of RFC 6901, section 5.
test.each([
  ['', []],
  ['/foo', ['foo']],
  ['/foo/0', ['foo', '0']],
  ['/', ['']],
  ['/a~1b', ['a/b']],
  ['/c%d', ['c%d']],
  ['/ ', [' ']],
  ['/m~0n', ['m~n']],
  ['/~01', ['~1']],
  ['/a//', ['a', '', '']],
])('reads %j', (pointer, segments) => {
  expect(parsePointer(pointer)).toEqual(segments);
  expect(pointerOf(segments)).toBe(pointer);
});

test.each(['a', 'a/b', '#/a', '/~', '/a~2', '/~~0'])('%j is no pointer', (text) => {
  expect(parsePointer(text)).toBeUndefined();
});

test('names survive the way there and back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '') })), (segments) => {
      expect(parsePointer(pointerOf(segments))).toEqual(segments);
    }),
  );
});

test('stops at the limit', () => {
  expect(parsePointer('/a/b/c/d', 2)).toEqual(['a', 'b']);
});

test('numbers are indices', () => {
  expect(pointerOf(['providers', 0, 'x/y'])).toBe('/providers/0/x~1y');
  expect(escapeSegment('~/')).toBe('~0~1');
});
