import { expect, test } from 'vitest';
import { EMPTY_LIST, EMPTY_OBJECT, jsonOf } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Identity } from './identity.ts';
import { changesProtectedFields } from './protected-fields.ts';

const at = '2026-01-01T00:00:00.000000Z' as Timestamp;
const later = '2026-01-02T00:00:00.000000Z' as Timestamp;
const times = { createdAt: at, updatedAt: at };
const address = { id: '1', via: 'email', value: 'ada@example.org', ...times };
const password = {
  type: 'password',
  identifiers: ['ada', 'ada@example.org'],
  config: EMPTY_OBJECT,
  version: 0,
  ...times,
} as const;
const before: Identity = {
  id: '2',
  schemaId: 'person',
  state: 'active',
  traits: EMPTY_OBJECT,
  credentials: { password },
  verifiableAddresses: [{ ...address, verified: false, status: 'pending' }],
  recoveryAddresses: [address],
  ...times,
};

test.each<[string, Partial<Identity>]>([
  ['traits and metadata', { traits: jsonOf({ a: 1 }), metadataPublic: EMPTY_LIST, updatedAt: later }],
  ['the order of identifiers', { credentials: { password: { ...password, identifiers: ['ada@example.org', 'ada'] } } }],
  ['how an address stands', { verifiableAddresses: [{ ...address, verified: true, status: 'completed', verifiedAt: later }] }],
  ['the id of an address', { recoveryAddresses: [{ ...address, id: '3', updatedAt: later }] }],
])('%s may change', (_, change) => {
  expect(changesProtectedFields(before, { ...before, ...change })).toBe(false);
});

test.each<[string, Partial<Identity>]>([
  ['an identifier', { credentials: { password: { ...password, identifiers: ['ada', 'eve@example.org'] } } }],
  ['the kind that has it', { credentials: { webauthn: { ...password, type: 'webauthn' } } }],
  ['a verifiable address', { verifiableAddresses: [] }],
  ['a recovery address', { recoveryAddresses: [address, { ...address, value: 'eve@example.org' }] }],
  ['the channel of an address', { recoveryAddresses: [{ ...address, via: 'sms' }] }],
])('%s is protected', (_, change) => {
  expect(changesProtectedFields(before, { ...before, ...change })).toBe(true);
});
