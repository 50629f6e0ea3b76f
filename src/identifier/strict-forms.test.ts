import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepsBidiRule } from './bidi-rule.ts';
import { NormalisationFault } from './normalisation-fault.ts';
import { normaliseEmail } from './normalise-email.ts';
import { normaliseIdentifier } from './normalise-identifier.ts';
import { normalisePhone } from './normalise-phone.ts';

describe('normaliseEmail', () => {
  it.each([
    ['  Alice@Example.COM ', 'alice@example.com'],
    ['Alice Smith <Alice@example.com>', 'alice@example.com'],
    ['"Smith, Alice" <alice@example.com>', 'alice@example.com'],
    ['<alice@example.com>', 'alice@example.com'],
    ['ａｌｉｃｅ@example.com', 'alice@example.com'],
    ['zoë@example.com', 'zoë@example.com'],
    ['"a b"@example.com', '"a b"@example.com'],
    ['alice@[127.0.0.1]', 'alice@[127.0.0.1]'],
  ])('makes %j %j', (text, expected) => {
    expect(normaliseEmail(text)).toBe(expected);
  });

  it.each([
    ['invalid', 'mail: no angle-addr'],
    ['', 'mail: no angle-addr'],
    ['alice.@example.com', 'mail: no angle-addr'],
    ['a..b@example.com', 'mail: no angle-addr'],
    ['@example.com', 'mail: no angle-addr'],
    ['alice@example.com>', 'mail: the text is not an address'],
    ['a, b <alice@example.com>', 'mail: the text is not an address'],
    ['ali\u200bce@example.com', 'precis: disallowed rune encountered'],
    ['\u05d0@example.com', 'bidirule: failed Bidi Rule'],
    [`${'a'.repeat(3000)}@example.com`, 'mail: the address is too long'],
  ])('refuses %j: %s', (text, problem) => {
    expect(normaliseEmail(text)).toEqual(new NormalisationFault(problem));
  });

  it('is the same as the graceful form for the addresses that it takes', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(normaliseEmail(address)).toBe(normaliseIdentifier(address));
      }),
    );
  });
});

describe('normalisePhone', () => {
  it.each([
    ['+49 176 671 11 638', '+4917667111638'],
    ['tel:+1-650-253-0000', '+16502530000'],
    ['+600136866982', '+60136866982'],
  ])('makes %j %j', (text, expected) => {
    expect(normalisePhone(text)).toBe(expected);
  });

  it.each([
    ['invalid-phone', 'the phone number supplied is not a number'],
    ['12', 'invalid country code'],
    ['0176 671 11 638', 'invalid country code'],
    ['+49 1', 'the string supplied is too short to be a phone number'],
    ['+1 650 253 000', 'the provided number is not a valid phone number'],
    ['+1\u200b6502530000', 'precis: disallowed rune encountered'],
    [`+${'1'.repeat(300)}`, 'the string supplied is too long to be a phone number'],
  ])('refuses %j: %s', (text, problem) => {
    expect(normalisePhone(text)).toEqual(new NormalisationFault(problem));
  });

  it('changes nothing the second time', () => {
    const numbers = fc.string({ unit: fc.constantFrom(...'0123456789 -('.split('')), maxLength: 16 });
    fc.assert(
      fc.property(numbers, (text) => {
        const once = normalisePhone(`+${text}`);
        if (typeof once === 'string') expect(normalisePhone(once)).toBe(once);
      }),
    );
  });
});

describe('keepsBidiRule', () => {
  it.each([
    ['alice 123', true],
    ['\u05d0\u05d1', true],
    ['\u05d01', true],
    ['\u0645\u0661', true],
    ['\u05d0a', false],
    ['a\u05d0', false],
    ['1\u05d0', false],
    ['\u05d01\u0661', false],
    ['\u05d0!', false],
  ])('for %j is %s', (text, expected) => {
    expect(keepsBidiRule(text)).toBe(expected);
  });
});
