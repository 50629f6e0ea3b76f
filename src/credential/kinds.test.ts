import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { decode } from '../json/decode.ts';
import { JsonFault } from '../json/fault.ts';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import { CREDENTIAL_TYPES, type Credential, type CredentialType } from './credential.ts';
import { createCredentialKinds } from './kinds.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const ID = '00010203-0405-0607-0809-0a0b0c0d0e0f';
const context = { now: NOW, hasher: { hash: async (password: string) => `hashed ${password}` } };
const settings = { passwordMigrationHook: true, codePasswordless: false, codeSecondFactor: true };

const kinds = createCredentialKinds({
  checkImportedHash(hash) {
    if (hash === '') throw new ApiError('password_format');
  },
  normaliseIdentifier: (identifier) => identifier.trim().toLowerCase(),
});

const credential = (
  type: CredentialType,
  config: unknown,
  identifiers: readonly string[] = ['ada'],
  version = 1,
): Credential => ({
  type,
  identifiers,
  config: jsonOf(config),
  version,
  createdAt: NOW,
  updatedAt: NOW,
});

const password = credential('password', { hashed_password: 'x' });
const totp = credential('totp', { totp_url: 'otpauth://totp/a' });
const oidc = credential(
  'oidc',
  {
    providers: [
      { provider: 'a', subject: '1' },
      { provider: 'b', subject: '2' },
    ],
  },
  ['a:1', 'b:2'],
);
const webauthn = credential('webauthn', { credentials: [{ is_passwordless: true }, { is_passwordless: false }] });

test('the table has every type under its own name', () => {
  expect(Object.keys(kinds.byType).sort()).toEqual([...CREDENTIAL_TYPES]);
  for (const type of CREDENTIAL_TYPES) expect(kinds.byType[type].type).toBe(type);
});

test('imports happen in the order of the contract', () => {
  expect(kinds.importable.map(({ type }) => type)).toEqual([
    'password',
    'oidc',
    'saml',
    'webauthn',
    'passkey',
    'lookup_secret',
    'totp',
  ]);
});

describe('counting', () => {
  test('goes over the whole identity', () => {
    expect(kinds.firstFactors({ password, oidc, webauthn, totp }, settings)).toBe(4);
    expect(kinds.secondFactors({ password, oidc, webauthn, totp }, settings)).toBe(2);
    expect(kinds.firstFactors({}, settings)).toBe(0);
  });

  test('passwordless codes are a first factor of everybody, once', () => {
    const passwordless = { ...settings, codePasswordless: true };
    const code = credential('code', { addresses: [{ channel: 'email', address: 'a' }] });
    expect(kinds.firstFactors({}, passwordless)).toBe(1);
    expect(kinds.firstFactors({ code }, passwordless)).toBe(1);
    expect(kinds.firstFactors({ code, password }, passwordless)).toBe(2);
  });

  test.each([
    [{}, 'aal0'],
    [{ password: credential('password', {}) }, 'aal0'],
    [{ password }, 'aal1'],
    [{ password, totp }, 'aal2'],
    [{ totp }, 'aal2'],
    [{ webauthn }, 'aal2'],
    [{ oidc }, 'aal1'],
  ])('%#: the level is %s', (credentials, level) => {
    expect(kinds.availableAal(credentials, settings)).toBe(level);
  });
});

const cipher = { decrypt: () => '' };

/** Nothing but an ApiError may come out, whatever is stored. */
async function onlyApiErrors(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

// Configurations with the names of members that mean something, so that wrong types get past the first look.
const NAMES = [
  'providers',
  'credentials',
  'user_handle',
  'addresses',
  'recovery_codes',
  'totp_url',
  'hashed_password',
  'address_type',
  'id',
  'authenticator',
  'flags',
  'transport',
  'added_at',
  'client_key_id',
  'provider',
  'is_passwordless',
];
const { config: oddConfig } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, 1.5, -1, '', 'YQ==', 'text', '2025-01-05T10:00:00Z'),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('config'),
  ),
  config: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
}));

test('an odd stored configuration never breaks a kind', async () => {
  const stored = fc.oneof(oddConfig, fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...CREDENTIAL_TYPES), stored, fc.nat(1), async (type, config, version) => {
      const kind = kinds.byType[type];
      const current = credential(type, config, ['ada'], version);
      const upgraded = kind.upgrade(current, ID);
      expect(kind.upgrade(upgraded, ID)).toEqual(upgraded);
      for (const one of [current, upgraded]) {
        expect(kind.firstFactors(one, settings)).toBeGreaterThanOrEqual(0);
        expect(kind.secondFactors(one, settings)).toBeGreaterThanOrEqual(0);
        const shown = kind.disclose(one, cipher);
        if (shown !== undefined) JSON.parse(shown);
        await onlyApiErrors(() => kind.remove?.(one, 'ada', 2, NOW));
        await onlyApiErrors(() => kind.importInto?.(one, {}, context));
      }
    }),
    { numRuns: 500 },
  );
});

type Importable = (typeof kinds.importable)[number];

const decoded = (kind: Importable, text: string, unknown: 'refuse' | 'ignore' = 'refuse'): unknown =>
  decode(kind.importConfig, text, { unknown, trailing: 'refuse' });

const importable = (type: CredentialType): Importable => {
  const kind = kinds.importable.find((one) => one.type === type);
  if (!kind) throw new Error(`${type} cannot be imported`);
  return kind;
};

describe('the shape of an import', () => {
  const key = {
    id: 'YQ==',
    public_key: [1, 2],
    authenticator: { aaguid: 'AAAA', sign_count: 3 },
    flags: null,
    transport: ['usb'],
  };

  test.each<[CredentialType, object, string]>([
    ['password', { password: 'x', hashed_password: null }, '{"hashed_password":"hashed x"}'],
    [
      'oidc',
      { providers: [{ provider: 'a', subject: '1', organization: null, use_auto_link: true }], config: { password: 'x' } },
      '{"providers":[{"subject":"1","provider":"a","initial_id_token":"","initial_access_token":"","initial_refresh_token":"","use_auto_link":true}]}',
    ],
    ['saml', { providers: null }, '{"providers":[]}'],
    ['totp', { totp_url: 'otpauth://totp/a' }, '{"totp_url":"otpauth://totp/a"}'],
    ['lookup_secret', { codes: [{ code: 'a', used_at: null }] }, '{"recovery_codes":[{"code":"a","used_at":null}]}'],
    [
      'webauthn',
      { credentials: [key], user_handle: [117] },
      '{"credentials":[{"id":"YQ==","public_key":"AQI=","attestation_type":"","authenticator":{"aaguid":"AAAA","sign_count":3,"clone_warning":false},' +
        '"display_name":"","added_at":"0001-01-01T00:00:00Z","is_passwordless":false,"transport":["usb"]}],"user_handle":"dQ=="}',
    ],
  ])('of %s is decoded and imported', async (type, body, config) => {
    const kind = importable(type);
    expect((await kind.importInto(undefined, decoded(kind, JSON.stringify(body)), context)).config).toBe(config);
  });

  test.each<[CredentialType, object]>([
    ['password', { hash: 'x' }],
    ['oidc', { providers: [{ provider: 'a', subject: '1', email: 'x' }] }],
    ['saml', { providers: [{ provider: 'a', subject: '1', use_auto_link: true }] }],
    ['saml', { config: {} }],
    ['lookup_secret', { recovery_codes: [] }],
    ['webauthn', { credentials: [{ ...key, backup: true }] }],
    ['totp', { totp_url: 5 }],
    ['passkey', { user_handle: { 0: 1 } }],
  ])('of %s refuses %j', (type, body) => {
    expect(() => decoded(importable(type), JSON.stringify(body))).toThrow(JsonFault);
  });
});

test('what the decoder admits is imported or refused with an ApiError', async () => {
  let admitted = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds.importable), oddConfig, async (kind, config) => {
      let imported: unknown;
      try {
        imported = decoded(kind, JSON.stringify(config), 'ignore');
      } catch {
        return;
      }
      admitted++;
      await onlyApiErrors(() => kind.importInto(undefined, imported, context));
    }),
    { numRuns: 500 },
  );
  expect(admitted).toBeGreaterThan(0);
});
