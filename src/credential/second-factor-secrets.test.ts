import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import type { CredentialKind } from './credential-kind.ts';
import { lookupSecretKind } from './lookup-secret.ts';
import { totpKind } from './totp.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const URL_OF_APP = 'otpauth://totp/Acme:ada?secret=JBSWY3DPEHPK3PXP&issuer=Acme';
const context = { now: NOW, hasher: { hash: async () => '' } };
const settings = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };

const credential = (kind: CredentialKind, config: unknown): Credential => ({
  type: kind.type,
  identifiers: ['2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10'],
  config: jsonOf(config),
  version: 0,
  createdAt: EARLIER,
  updatedAt: EARLIER,
});

const importing = async (kind: CredentialKind, imported: unknown, current?: Credential) =>
  kind.importInto?.(current, imported, context);

describe('totp', () => {
  test('is replaced as a whole', async () => {
    const current = credential(totpKind, { totp_url: 'otpauth://totp/old', more: 1 });
    expect(await importing(totpKind, { totp_url: URL_OF_APP }, current)).toEqual({
      type: 'totp',
      identifiers: [],
      config: `{"totp_url":"${URL_OF_APP}"}`,
      version: 0,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  test.each([{}, { totp_url: null }, { totp_url: '' }])('takes %j', async (imported) => {
    expect((await importing(totpKind, imported))?.config).toBe('{"totp_url":""}');
  });

  test.each([
    [{ totp_url: URL_OF_APP }, 1],
    [{ totp_url: 'https://example.org' }, 1],
    [{ totp_url: '' }, 0],
    [{ totp_url: 'no url' }, 0],
    [{ totp_url: ':' }, 0],
    [{ totp_url: 7 }, 0],
    [{}, 0],
  ])('%j is worth %i second factors', (config, expected) => {
    expect(totpKind.secondFactors(credential(totpKind, config), settings)).toBe(expected);
    expect(totpKind.firstFactors(credential(totpKind, config), settings)).toBe(0);
  });
});

describe('lookup_secret', () => {
  const used = { code: 'p0x1-31', used_at: '2025-01-05T10:00:00Z' };

  test('appends the imported codes to the stored ones', async () => {
    const current = credential(lookupSecretKind, { recovery_codes: [used, { code: 'old' }] });
    const imported = {
      codes: [{ code: 'k2m9-77' }, { code: 'old', used_at: null }, { ...used, used_at: '2025-01-05t10:00:00.500+00:00' }],
    };
    expect(await importing(lookupSecretKind, imported, current)).toEqual({
      type: 'lookup_secret',
      identifiers: [],
      config: jsonOf({
        recovery_codes: [
          used,
          { code: 'old', used_at: null },
          { code: 'k2m9-77', used_at: null },
          { code: 'old', used_at: null },
          { code: 'p0x1-31', used_at: '2025-01-05T10:00:00.5Z' },
        ],
      }),
      version: 0,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  test('a zero time means unused', async () => {
    const current = credential(lookupSecretKind, { recovery_codes: [{ code: 'a', used_at: '0001-01-01T00:00:00Z' }] });
    expect((await importing(lookupSecretKind, {}, current))?.config).toBe('{"recovery_codes":[{"code":"a","used_at":null}]}');
  });

  test('an empty import stores an empty list', async () => {
    expect((await importing(lookupSecretKind, {}))?.config).toBe('{"recovery_codes":[]}');
  });

  test('refuses what is not a time', async () => {
    await expect(
      importing(lookupSecretKind, { codes: [{ code: 'a' }, { code: 'b', used_at: 'yesterday' }] }),
    ).rejects.toMatchObject({
      code: 'credential_import',
      reason: 'credentials.lookup_secret.config.codes[1].used_at must be a time of RFC 3339.',
      details: { pointer: '/credentials/lookup_secret/config/codes/1/used_at' },
    });
  });

  test.each([
    [{ recovery_codes: [used] }, 1],
    [{ recovery_codes: [used, { code: 'b', used_at: null }] }, 1],
    [{ recovery_codes: [] }, 0],
    [{ recovery_codes: 'odd' }, 0],
    [{}, 0],
  ])('%j is worth %i second factors', (config, expected) => {
    expect(lookupSecretKind.secondFactors(credential(lookupSecretKind, config), settings)).toBe(expected);
    expect(lookupSecretKind.firstFactors(credential(lookupSecretKind, config), settings)).toBe(0);
  });
});

describe.each([totpKind, lookupSecretKind])('$type', (kind) => {
  const stored = credential(kind, { totp_url: URL_OF_APP, recovery_codes: [] });

  test('has the id of the identity as identifier', () => {
    expect(kind.ownIdentifiers?.('the-id')).toEqual(['the-id']);
  });

  test('is removed without any condition', () => {
    expect(kind.remove?.(stored, undefined, 0, NOW)).toBeUndefined();
  });

  test('is disclosed as stored and has one version only', () => {
    expect(kind.disclose(stored, { decrypt: () => '' })).toBe(stored.config);
    expect(kind.upgrade(stored, 'any')).toBe(stored);
  });
});
