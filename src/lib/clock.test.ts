import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSystemClock, forwardOnly, microsOf, now, parseTimestamp, type Timestamp, timestampOf, wireTime } from './clock.ts';

/** From 1685 to 2255, where microseconds are whole numbers of JavaScript. */
const micros = fc.integer({ min: -8_993_000_000_000_000, max: 8_993_000_000_000_000 });
const fractionOf = (time: string) => /\.(\d+)Z$/.exec(time)?.[1] ?? '';

test('the stored form has six digits, says the same time, and is ordered as the times are', () => {
  fc.assert(
    fc.property(micros, micros, (a, b) => {
      const [first, second] = [timestampOf(a), timestampOf(b)];
      expect(first).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(microsOf(first)).toBe(a);
      expect(Math.sign(a - b)).toBe(first < second ? -1 : first > second ? 1 : 0);
    }),
  );
});

test('the wire form reads as the same time and has no zero at the end of its fraction', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        micros,
        micros.map((at) => Math.trunc(at / 1e6) * 1e6),
        micros.map((at) => Math.trunc(at / 1e3) * 1e3),
      ),
      (at) => {
        const stored = timestampOf(at);
        const wire = wireTime(stored);
        expect(parseTimestamp(wire)).toBe(stored);
        expect(fractionOf(wire)).not.toMatch(/0$/);
      },
    ),
  );
});

test.each([
  ['2025-03-04T09:12:44.120393Z', '2025-03-04T09:12:44.120393Z'],
  ['2025-03-04T09:12:44.000000Z', '2025-03-04T09:12:44Z'],
  ['2025-03-04T09:12:44.100000Z', '2025-03-04T09:12:44.1Z'],
  ['2025-03-04T09:12:40.000001Z', '2025-03-04T09:12:40.000001Z'],
])('%s is %s on the wire', (stored, wire) => {
  expect(wireTime(stored as Timestamp)).toBe(wire);
});

test.each([
  ['2025-03-04T09:12:44Z', '2025-03-04T09:12:44.000000Z'],
  ['2025-03-04t09:12:44.5z', '2025-03-04T09:12:44.500000Z'],
  ['2025-03-04T09:12:44.123456789Z', '2025-03-04T09:12:44.123456Z'],
  ['2025-03-04T00:30:00+01:00', '2025-03-03T23:30:00.000000Z'],
  ['2024-02-29T23:59:59-00:30', '2024-03-01T00:29:59.000000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
])('%s reads as %s', (text, stored) => {
  expect(parseTimestamp(text)).toBe(stored);
});

test.each([
  '',
  '2025-03-04',
  '2025-03-04 09:12:44Z',
  '2025-03-04T09:12:44',
  '2025-02-29T00:00:00Z',
  '2025-04-31T00:00:00Z',
  '2025-13-01T00:00:00Z',
  '2025-01-01T24:00:00Z',
  '2025-01-01T00:60:00Z',
  '2025-01-01T00:00:60Z',
  '2025-01-01T00:00:00+25:00',
  '9999-12-31T23:59:59-01:00',
  '0000-01-01T00:00:00+01:00',
  '12025-01-01T00:00:00Z',
  '2025-01-01T00:00:00.Z',
])('%j is no time', (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});

test('the clock of the machine goes on, near the wall clock, and `now` tells it', () => {
  const clock = createSystemClock();
  const times = Array.from({ length: 1000 }, () => clock.micros());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(Math.abs((times[0] ?? 0) / 1000 - Date.now())).toBeLessThan(60_000);
  expect(now({ micros: () => 1_735_689_600_000_001 })).toBe('2025-01-01T00:00:00.000001Z');
});

test('a clock that is set back stands still until it is where it was', () => {
  const readings = [5, 7, 3, 6, 7, 8];
  const clock = forwardOnly({ micros: () => readings.shift() ?? 0 });
  expect(Array.from({ length: 6 }, () => clock.micros())).toEqual([5, 7, 7, 7, 7, 8]);
});
