import { expect, test } from 'vitest';
import { importFault } from './import-fault.ts';
import { storedTime } from './time-member.ts';

const stored = (value: unknown) => storedTime(value, '/added_at', importFault('passkey'));

test.each([
  ['2025-01-05T10:00:00Z', '2025-01-05T10:00:00Z'],
  ['2025-01-05t10:00:00z', '2025-01-05T10:00:00Z'],
  ['2025-01-05T10:00:00.120300Z', '2025-01-05T10:00:00.1203Z'],
  ['2025-01-05T10:00:00.000Z', '2025-01-05T10:00:00Z'],
  ['2025-01-05T10:00:00,5Z', '2025-01-05T10:00:00.5Z'],
  ['2025-01-05T10:00:00.1234567891Z', '2025-01-05T10:00:00.123456789Z'],
  ['2025-01-05T10:00:00+02:00', '2025-01-05T10:00:00+02:00'],
  ['2025-01-05T10:00:00.10+00:00', '2025-01-05T10:00:00.1Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
])('%s is stored as %s', (given, expected) => {
  expect(stored(given)).toBe(expected);
});

test('absent and null are no time', () => {
  expect(stored(undefined)).toBeUndefined();
  expect(stored(null)).toBeUndefined();
});

test.each(['', 'yesterday', '2025-02-30T10:00:00Z', '2025-01-05', '2025-01-05T10:00:00', 5, {}])('%j is refused', (value) => {
  expect(() => stored(value)).toThrow(
    expect.objectContaining({ reason: 'credentials.passkey.config.added_at must be a time of RFC 3339.' }),
  );
});
