import { describe, expect, test } from 'vitest';
import { recoveryAddressesOf, verifiableAddressesOf } from './addresses.ts';
import type { RecoveryAddress, VerifiableAddress } from './identity.ts';
import { countingRandom, LATER, NOW } from './testing/world.ts';

const making = () => ({ identityId: IDENTITY, now: LATER, random: countingRandom() });
const email = (value: string) => ({ via: 'email', value });
const IDENTITY = 'a1b2c3d4-0000-4000-8000-00000000000a';
/** Begins like the id of the identity. */
const FRESH = 'a1b2c3d4-0000-4000-8000-000000000001';

const known = (changes: Partial<VerifiableAddress> = {}): VerifiableAddress => ({
  id: 'known',
  value: 'ada@example.org',
  via: 'email',
  verified: true,
  status: 'completed',
  verifiedAt: NOW,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});

describe('verifiable addresses', () => {
  const update = (values: readonly string[], stored: readonly VerifiableAddress[] = [known()], draft = stored) =>
    verifiableAddressesOf(values.map(email), draft, stored, making());

  test.each([
    ['the same', 'ada@example.org'],
    ['in capitals', 'ADA@Example.ORG'],
    ['with spaces and an invisible character', ' ada@exam\u200bple.org '],
  ])('a trait that is %s keeps the entry as it is', (_, value) => {
    expect(update([value])).toEqual([known()]);
  });

  test('another value gives a fresh entry, and the old one is gone', () => {
    expect(update(['eve@example.org'])).toEqual([
      {
        id: FRESH,
        value: 'eve@example.org',
        via: 'email',
        verified: false,
        status: 'pending',
        createdAt: LATER,
        updatedAt: LATER,
      },
    ]);
  });

  test('another channel gives a fresh entry', () => {
    expect(verifiableAddressesOf([{ via: 'sms', value: 'ada@example.org' }], [known()], [known()], making())).toEqual([
      expect.objectContaining({ id: FRESH, via: 'sms', verified: false }),
    ]);
  });

  test('the order is that of the traits; a value that two traits have gives one entry', () => {
    const values = update(['eve@example.org', 'Ada@example.org', 'EVE@example.org']).map(({ value }) => value);
    expect(values).toEqual(['eve@example.org', 'ada@example.org']);
  });

  test.each<[string, Partial<VerifiableAddress>, Partial<VerifiableAddress>]>([
    ['no status, verified', { status: '' }, { status: 'completed', verifiedAt: NOW }],
    ['no status, not verified', { status: '', verified: false }, { status: 'pending', verifiedAt: undefined }],
    ['a status that says otherwise', { status: 'pending' }, { status: 'pending', verified: true }],
    ['not verified, with a time', { verified: false }, { status: 'completed', verifiedAt: undefined }],
    ['verified at another time', { verifiedAt: LATER }, { verifiedAt: LATER }],
  ] as never)('as the caller wants it: %s', (_, wanted, result) => {
    const [address] = update(['ada@example.org'], [known()], [known(wanted)]);
    expect(address).toMatchObject({
      id: 'known',
      createdAt: NOW,
      ...(wanted.status === '' && wanted.verified !== false ? {} : { updatedAt: LATER }),
    });
    for (const [name, value] of Object.entries(result)) expect(address?.[name as keyof VerifiableAddress]).toBe(value);
  });

  test('verified without a time is verified now', () => {
    const { verifiedAt: _verifiedAt, ...undated } = known();
    expect(update(['ada@example.org'], [], [undated])).toEqual([known({ verifiedAt: LATER, updatedAt: LATER })]);
  });

  test('an entry that no trait names is dropped', () => {
    expect(update([])).toEqual([]);
    expect(update(['eve@example.org'], [], [known(), known({ id: 'sms', via: 'sms' })])).toHaveLength(1);
  });
});

describe('recovery addresses', () => {
  const stored: RecoveryAddress = { id: 'known', value: 'ada@example.org', via: 'email', createdAt: NOW, updatedAt: NOW };
  const update = (value: string, draft = stored) => recoveryAddressesOf([email(value)], [draft], [stored], making());

  test('stay as they are, change, or are made anew', () => {
    expect(update('Ada@example.org')).toEqual([stored]);
    expect(update('ada@example.org', { ...stored, breakGlassForOrganization: 'org' })).toEqual([
      { ...stored, breakGlassForOrganization: 'org', updatedAt: LATER },
    ]);
    expect(update('eve@example.org')).toEqual([
      { id: FRESH, value: 'eve@example.org', via: 'email', createdAt: LATER, updatedAt: LATER },
    ]);
  });
});
