import { expect, test } from 'vitest';
import { addressHash } from './address-hash.ts';
import { maskedAddress } from './masked-address.ts';

test.each([
  ['ada@example.org', 'ad****@example.org'],
  ['ab@example.org', 'ab****@example.org'],
  ['a@example.org', 'a@example.org'],
  ['@example.org', '@example.org'],
  ['"a@b"@example.org', '"a****@example.org'],
  ['😀😀😀@example.org', '😀😀****@example.org'],
  ['+4915112345678', '+49****78'],
  ['123456', '123****56'],
  ['12345', '12345'],
  ['', ''],
])('%s is shown as %s', (address, shown) => {
  expect(maskedAddress(address)).toBe(shown);
});

test('the hash of an address is SHA-256 in base64 (the vector of FIPS 180-4 for "abc")', () => {
  expect(addressHash('abc')).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
});
