import { describe, expect, test } from 'vitest';
import { flagIn, idIn, jsonIn, requiredTime, textOrNone, timeIn, ValueFault } from './kratos-values.ts';

describe('a time', () => {
  test.each([
    ['2024-03-04 05:06:07.123456789+00:00', '2024-03-04T05:06:07.123456Z'],
    ['2024-03-04 05:06:07.1+00:00', '2024-03-04T05:06:07.100000Z'],
    ['2024-03-04 05:06:07', '2024-03-04T05:06:07.000000Z'],
    ['2024-03-04T05:06:07Z', '2024-03-04T05:06:07.000000Z'],
    ['2024-03-04T05:06:07.5+02:00', '2024-03-04T03:06:07.500000Z'],
    ['2024-03-04 05:06:07.5-0330', '2024-03-04T08:36:07.500000Z'],
    ['2024-03-04 05:06:07+02', '2024-03-04T03:06:07.000000Z'],
    ['2024-03-04 05:06:07.25 +0000 UTC', '2024-03-04T05:06:07.250000Z'],
    ['2024-03-04 05:06:07.25 +0200 CEST m=+12.5', '2024-03-04T03:06:07.250000Z'],
    ['0001-01-01 00:00:00+00:00', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j', (text, time) => {
    expect(timeIn('x', text)).toBe(time);
  });

  test.each(['yesterday', '2024-02-30 00:00:00', '2024-03-04', '1709528767', 'infinity'])('%j is none', (text) => {
    expect(() => timeIn('created_at', text)).toThrow(ValueFault);
    expect(() => timeIn('created_at', text)).toThrow('created_at');
  });

  test('may have to be there', () => {
    expect(() => requiredTime('created_at', null)).toThrow('created_at has no time');
  });
});

test.each([
  ['1', true],
  ['true', true],
  ['TRUE', true],
  ['t', true],
  ['0', false],
  ['false', false],
  [null, false],
])('%j is %j', (text, flag) => {
  expect(flagIn(text)).toBe(flag);
});

test('JSON keeps order and digits, and loses white space; null is nothing', () => {
  expect(jsonIn('x', '{"b": 1.10, "a": [1, 12345678901234567890]}')).toBe('{"b":1.10,"a":[1,12345678901234567890]}');
  for (const none of ['null', ' null ', '', null]) expect(jsonIn('x', none)).toBeUndefined();
  expect(() => jsonIn('traits', '{"a":')).toThrow(/^traits is no JSON/);
});

test('ids have one spelling, texts no NUL character', () => {
  expect(idIn('x', '5E1B2C3D-0000-4000-8000-00000000000A')).toBe('5e1b2c3d-0000-4000-8000-00000000000a');
  expect(() => idIn('the id', 'x')).toThrow('the id is "x"');
  expect([textOrNone(''), textOrNone(null), textOrNone('x')]).toEqual([undefined, undefined, 'x']);
  expect(() => textOrNone('a\0')).toThrow(ValueFault);
});
