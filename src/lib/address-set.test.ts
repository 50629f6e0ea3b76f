import { expect, test } from 'vitest';
import { createAddressSet, isAddressSetEntry } from './address-set.ts';

test.each([
  [['loopback', 'private'], '127.0.0.1', true],
  [['loopback', 'private'], '::1', true],
  [['loopback', 'private'], '::ffff:10.1.2.3', true],
  [['private'], '172.31.255.255', true],
  [['private'], '172.32.0.0', false],
  [['private'], 'fd00::1', true],
  [['private'], '127.0.0.1', false],
  [['loopback', 'private'], '203.0.113.7', false],
  [['203.0.113.0/24'], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.8', false],
  [['2001:db8::/32'], '2001:db8:1::2', true],
  [['all'], '203.0.113.7', true],
  [['all'], '2001:db8::1', true],
  [['all'], 'unknown', false],
  [['none'], '127.0.0.1', false],
  [[], '127.0.0.1', false],
])('%j has %s: %j', (entries, address, has) => {
  expect(createAddressSet(entries)(address)).toBe(has);
});

test.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/8/8', '::1/129', '10.0.0', 'toString'])(
  '%j is no entry',
  (entry) => {
    expect(isAddressSetEntry(entry)).toBe(false);
    expect(() => createAddressSet([entry])).toThrow(TypeError);
  },
);
