import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Timestamp } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';
import * as credential from './credential-messages.ts';
import { identifierTakenWithHints } from './identifier-taken.ts';
import * as label from './label-messages.ts';
import * as login from './login-messages.ts';
import * as recovery from './recovery-messages.ts';
import * as registration from './registration-messages.ts';
import * as settings from './settings-messages.ts';
import * as validation from './validation-messages.ts';
import * as verification from './verification-messages.ts';

interface Listed {
  readonly id: number;
  readonly type: Message['type'];
  readonly text: string;
  readonly context: readonly string[];
}

const LIST = JSON.parse(readFileSync(new URL('../../../../test/data/messages.json', import.meta.url), 'utf8')) as Listed[];
const listed = new Map(LIST.map((message) => [message.id, message]));

const THEN = '2025-03-04T09:00:00.500000Z' as Timestamp;
const NOW = '2025-03-04T09:02:45.500000Z' as Timestamp;
const AT = { expired_at: '2025-03-04T09:00:00.5Z', expired_at_unix: 1741078800 };

type Filled = [message: Message, fillings: Readonly<Record<string, string>>, context: object | undefined];

/** Messages that are made of something: what they are made of, and what takes the places of the listed text. */
const FILLED: Readonly<Record<string, Filled>> = {
  sendCodeTo: [login.sendCodeTo('a@b', 'email'), { address: 'a@b' }, { address: 'a@b', channel: 'email' }],
  loginExpired: [login.loginExpired(THEN, NOW), { minutes_since_expiry: '2.75' }, AT],
  registrationExpired: [registration.registrationExpired(THEN, NOW), { minutes_since_expiry: '2.75' }, AT],
  settingsExpired: [settings.settingsExpired(THEN, NOW), { minutes_since_expiry: '2.75' }, AT],
  recoveryExpired: [recovery.recoveryExpired(THEN, NOW), { minutes_since_expiry: '2.75' }, AT],
  verificationExpired: [verification.verificationExpired(THEN, NOW), { minutes_since_expiry: '2.75' }, AT],
  recovered: [
    recovery.recovered(NOW, THEN),
    { minutes_left: '2.75' },
    {
      privilegedSessionExpiresAt: '2025-03-04T09:02:45.5Z',
      privileged_session_expires_at: '2025-03-04T09:02:45.5Z',
      privileged_session_expires_at_unix: 1741078965,
    },
  ],
  recoveryMessageSent: [recovery.recoveryMessageSent('a***'), { masked_address: 'a***' }, { masked_address: 'a***' }],
  // Listed without a text: what it says is up to whoever makes it.
  maskedAddressLabel: [recovery.maskedAddressLabel('a***'), { '': 'a***' }, undefined],
  titleLabel: [label.titleLabel('T', 'traits.a'), { title: 'T' }, { name: 'traits.a', title: 'T' }],
  passwordRefused: [credential.passwordRefused('no'), { reason: 'no' }, { reason: 'no' }],
  passwordTooShort: [
    credential.passwordTooShort(8, 5),
    { min_length: '8', actual_length: '5' },
    { actual_length: 5, min_length: 8 },
  ],
  passwordTooLong: [
    credential.passwordTooLong(8, 9),
    { max_length: '8', actual_length: '9' },
    { actual_length: 9, max_length: 8 },
  ],
  passwordBreached: [credential.passwordBreached(3), {}, { breaches: 3 }],
  refused: [validation.refused('no'), { reason: 'no' }, { reason: 'no' }],
  missing: [validation.missing('a'), { property: 'a' }, { property: 'a' }],
  tooShort: [validation.tooShort(6, 3), { min_length: '6', actual_length: '3' }, { actual_length: 3, min_length: 6 }],
  tooLong: [validation.tooLong(6, 7), { max_length: '6', actual_length: '7' }, { actual_length: 7, max_length: 6 }],
  patternMismatch: [validation.patternMismatch('^\\d"$'), { pattern: '^\\\\d\\"$' }, { pattern: '^\\d"$' }],
  belowMinimum: [validation.belowMinimum(1.5, '1'), { minimum: '1.5', actual: '1' }, { actual: 1, minimum: 1.5 }],
  notAboveMinimum: [validation.notAboveMinimum(1e6, '3.0'), { minimum: '1e+06', actual: '3' }, { actual: 3, minimum: 1e6 }],
  aboveMaximum: [validation.aboveMaximum(1, '0.00001e8'), { maximum: '1', actual: '1000' }, { actual: 1000, maximum: 1 }],
  notBelowMaximum: [
    validation.notBelowMaximum(1e21, '1e21'),
    { maximum: '1e+21', actual: '1e+21' },
    { actual: 1e21, maximum: 1e21 },
  ],
  notMultipleOf: [validation.notMultipleOf(5, '7'), { base: '5', actual: '7' }, { actual: 7, base: 5 }],
  tooManyItems: [validation.tooManyItems(1, 2), { max_items: '1', actual_items: '2' }, { actual_items: 2, max_items: 1 }],
  tooFewItems: [validation.tooFewItems(2, 1), { min_items: '2', actual_items: '1' }, { actual_items: 1, min_items: 2 }],
  itemsEqual: [validation.itemsEqual(0, 2), { index_a: '0', index_b: '2' }, { index_a: 0, index_b: 2 }],
  wrongType: [
    validation.wrongType(['string', 'null'], 'number'),
    { allowed_types: 'string or null', actual_type: 'number' },
    { actual_type: 'number', allowed_types: ['string', 'null'] },
  ],
  notConstant: [validation.notConstant('"a"'), { expected: '"a"' }, { expected: '"a"' }],
  emailInvalid: [validation.emailInvalid('x'), {}, { value: 'x' }],
  phoneInvalid: [validation.phoneInvalid('x'), {}, { value: 'x' }],
};

const MODULES = [login, registration, settings, recovery, verification, label, credential, validation];
const FUNCTIONS = MODULES.flatMap((module) => Object.entries<(...values: never[]) => Message>(module));

/** `{minutes_left, 2 decimals}` is a place called `minutes_left`. */
const fill = (text: string, fillings: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)[^}]*\}/g, (place, name: string) => fillings[name] ?? place);

describe('every message', () => {
  it.each(FUNCTIONS.map(([name, make]) => ({ name, make })))('$name is as it is listed', ({ name, make }) => {
    const [message, fillings, context]: Filled = FILLED[name] ?? [(make as () => Message)(), {}, undefined];
    const wanted = listed.get(message.id);
    expect(message.type).toBe(wanted?.type);
    expect(message.text).toBe(wanted?.text === '' ? fillings[''] : fill(wanted?.text ?? '', fillings));
    expect(message.context).toEqual(context);
    // The order of the alphabet, byte by byte.
    expect(Object.keys(message.context ?? {})).toEqual([...(wanted?.context ?? [])].sort());
  });

  it('has an id of its own', () => {
    const ids = FUNCTIONS.map(([name, make]) => (FILLED[name]?.[0] ?? (make as () => Message)()).id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a number beyond a double', () => {
  it('is told in its digits', () => {
    const message = validation.aboveMaximum(10, '1e400');
    expect(message.text).toBe('must be <= 10 but found 1e400');
    expect(JSON.stringify(message.context)).toBe('{"actual":1e400,"maximum":10}');
  });
});

describe('an identifier that is taken', () => {
  const text = (identifier: string, credentialTypes: readonly string[] | null, providers: readonly string[] | null) =>
    identifierTakenWithHints({ identifier, credentialTypes, providers }).text;
  const NOBODY = 'You tried signing in with an email, phone, or username which is already in use by another account.';

  it.each<[types: readonly string[] | null, providers: readonly string[] | null, text: string]>([
    [null, null, ''],
    [[], [], ''],
    [['password'], null, ' You can sign in using your password.'],
    [['oidc', 'saml', 'password'], null, ' You can sign in using social sign in, or your password.'],
    [
      ['password', 'webauthn', 'code', 'passkey'],
      null,
      ' You can sign in using your password, your passkey or a security key, or your passkey.',
    ],
    [['code', 'totp'], null, ' You can sign in using code, or totp.'],
    [
      ['oidc'],
      ['google', 'my provider', '{x}'],
      ' You can sign in using social sign in. You can sign in using one of the following social sign in providers: Google, My Provider, {x}.',
    ],
  ])('names the ways in: %j, %j', (types, providers, more) => {
    expect(text('', types, providers)).toBe(NOBODY + more);
  });

  it('tells what was asked for', () => {
    expect(identifierTakenWithHints({ identifier: 'a@b', credentialTypes: ['password'], providers: null })).toEqual({
      id: 4000028,
      type: 'error',
      text: 'You tried signing in with a@b which is already in use by another account. You can sign in using your password.',
      context: { available_credential_types: ['password'], available_oidc_providers: null, credential_identifier_hint: 'a@b' },
    });
  });
});
