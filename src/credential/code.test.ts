import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import { codeCredentialFrom, createCodeKind } from './code.ts';
import type { Credential } from './credential.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const settings = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };
const kind = createCodeKind({ normaliseIdentifier: (text) => text.toLowerCase() });

const credential = (config: unknown, more: Partial<Credential> = {}): Credential => ({
  type: 'code',
  identifiers: ['ada@example.org', '+4917667111638'],
  config: jsonOf(config),
  version: 1,
  createdAt: EARLIER,
  updatedAt: EARLIER,
  ...more,
});

describe('codeCredentialFrom', () => {
  const mail = { via: 'email', value: 'ada@example.org' };
  const phone = { via: 'sms', value: '+4917667111638' };

  test('sorts the addresses and drops repetitions', () => {
    expect(codeCredentialFrom([mail, phone, mail], undefined, NOW)).toEqual({
      type: 'code',
      identifiers: ['ada@example.org', '+4917667111638'],
      config: '{"addresses":[{"channel":"sms","address":"+4917667111638"},{"channel":"email","address":"ada@example.org"}]}',
      version: 1,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  test('keeps an address once per channel, sorted by channel, and its identifier once', () => {
    const both = [
      { via: 'sms', value: '+4917667111638' },
      { via: 'email', value: '+4917667111638' },
    ];
    const made = codeCredentialFrom(both, undefined, NOW);
    expect(JSON.parse(made.config).addresses.map(({ channel }: { channel: string }) => channel)).toEqual(['email', 'sms']);
    expect(made.identifiers).toEqual(['+4917667111638']);
  });

  test('keeps the time of creation', () => {
    expect(codeCredentialFrom([mail], credential({}), NOW)).toMatchObject({ createdAt: EARLIER, updatedAt: NOW });
  });

  test('refuses an address that is too long for an identifier', () => {
    const long = { via: 'email', value: `${'a'.repeat(255)}@` };
    expect(() => codeCredentialFrom([long], undefined, NOW)).toThrow(expect.objectContaining({ code: 'value_too_long' }));
  });

  test('has one configuration whatever the order of the traits', () => {
    const address = fc.record({ via: fc.constantFrom('email', 'sms'), value: fc.constantFrom('a', 'b', 'c', 'é', '😀') });
    fc.assert(
      fc.property(fc.array(address), (addresses) => {
        const reversed = codeCredentialFrom([...addresses].reverse(), undefined, NOW);
        expect(codeCredentialFrom(addresses, undefined, NOW).config).toBe(reversed.config);
      }),
    );
  });
});

describe('upgrade of version 0', () => {
  const upgraded = (config: unknown, identifiers: string[]) =>
    kind.upgrade(credential(config, { identifiers, version: 0 }), 'any');

  test.each([
    ['email', 'email'],
    [' SMS ', 'sms'],
    ['', 'email'],
    ['pigeon', 'email'],
    [undefined, 'email'],
    [5, 'email'],
  ])('address_type %j becomes channel %s', (address_type, channel) => {
    const config = { address_type, used_at: { Time: '0001-01-01T00:00:00Z', Valid: false }, more: 1 };
    const result = upgraded(config, ['b', '', 'a']);
    expect(result).toMatchObject({ version: 1, identifiers: ['b', '', 'a'], updatedAt: EARLIER });
    expect(JSON.parse(result.config)).toEqual({
      more: 1,
      addresses: [
        { channel, address: 'a' },
        { channel, address: 'b' },
      ],
    });
  });

  test('appends to addresses that are there', () => {
    const config = { addresses: [{ channel: 'sms', address: '+1' }] };
    expect(upgraded(config, ['a']).config).toBe(
      '{"addresses":[{"channel":"sms","address":"+1"},{"channel":"email","address":"a"}]}',
    );
  });

  test('leaves version 1 alone', () => {
    const current = credential({ address_type: 'sms' });
    expect(kind.upgrade(current, 'any')).toBe(current);
  });
});

describe('factors', () => {
  const addresses = [
    { channel: 'email', address: 'ada@example.org' },
    { channel: 'sms', address: '+4917667111638' },
    { channel: 'email', address: '' },
    { channel: 'pigeon', address: 'roof' },
    'odd',
  ];

  test('the configuration decides', () => {
    const stored = credential({ addresses });
    expect(kind.firstFactors(stored, settings)).toBe(0);
    expect(kind.secondFactors(stored, settings)).toBe(0);
    expect(kind.firstFactors(stored, { ...settings, codePasswordless: true })).toBe(1);
    expect(kind.secondFactors(stored, { ...settings, codeSecondFactor: true })).toBe(2);
  });
});

test('can neither be imported nor removed', () => {
  expect([kind.importConfig, kind.importInto, kind.remove]).toEqual([undefined, undefined, undefined]);
});
