import { describe, expect, test } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { createPasswordKind } from './password.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const HASH = '$2a$12$abcdefghijklmnopqrstuv';

const kind = createPasswordKind({
  checkImportedHash(hash) {
    if (!hash.startsWith('$2a$')) throw new ApiError('password_format');
  },
  normaliseIdentifier: (identifier) => identifier.trim().toLowerCase(),
});

const context = { now: NOW, hasher: { hash: async (password: string) => `hashed ${password}` } };

const credential = (config: unknown, more: Partial<Credential> = {}): Credential => ({
  type: 'password',
  identifiers: ['ada'],
  config: jsonOf(config),
  version: 1,
  createdAt: EARLIER,
  updatedAt: EARLIER,
  ...more,
});

const importing = async (imported: unknown, current?: Credential) => kind.importInto?.(current, imported, context);
const settings = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };

describe('import', () => {
  test('a plain text is hashed, and a hash beside it ignored', async () => {
    expect(await importing({ password: 'correct horse', hashed_password: 'nonsense' })).toEqual({
      type: 'password',
      identifiers: [],
      config: '{"hashed_password":"hashed correct horse"}',
      version: 1,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  test('a hash is stored as it came', async () => {
    expect((await importing({ password: '', hashed_password: HASH }))?.config).toBe(`{"hashed_password":"${HASH}"}`);
  });

  test('the migration hook makes everything else irrelevant', async () => {
    const imported = { use_password_migration_hook: true, password: 'x', hashed_password: 'nonsense' };
    expect((await importing(imported))?.config).toBe('{"hashed_password":"","use_password_migration_hook":true}');
  });

  test('what there was is replaced completely', async () => {
    const current = credential({ hashed_password: HASH, use_password_migration_hook: true });
    expect(await importing({ password: 'new' }, current)).toMatchObject({
      config: '{"hashed_password":"hashed new"}',
      identifiers: [],
      createdAt: NOW,
    });
  });

  test.each([{}, { hashed_password: '' }, { hashed_password: null, password: null }, { hashed_password: 'plain' }])(
    '%j is refused',
    async (imported) => {
      await expect(importing(imported)).rejects.toMatchObject({ code: 'password_format' });
    },
  );

  test.each([
    [{ password: 'x' }, true],
    [{ password: '' }, false],
    [{ hashed_password: HASH }, false],
    [{ password: 'x', use_password_migration_hook: true }, false],
    [{}, false],
  ])('%j costs a hash: %j', (imported, expected) => {
    expect(kind.needsHashing?.(imported)).toBe(expected);
  });
});

describe('factors', () => {
  const counted = (config: unknown, identifiers = ['ada'], passwordMigrationHook = false) =>
    kind.firstFactors(credential(config, { identifiers }), { ...settings, passwordMigrationHook });

  test('a hash with a login name is one first factor', () => {
    expect(counted({ hashed_password: HASH })).toBe(1);
    expect(kind.secondFactors(credential({ hashed_password: HASH }), settings)).toBe(0);
  });

  test('a hash without a login name is none', () => {
    expect(counted({ hashed_password: HASH }, [])).toBe(0);
    expect(counted({ hashed_password: HASH }, [''])).toBe(0);
  });

  test('a reserved name, an empty hash and a hash of the wrong type are none', () => {
    expect(counted({})).toBe(0);
    expect(counted({ hashed_password: '' })).toBe(0);
    expect(counted({ hashed_password: 5 })).toBe(0);
  });

  test('the migration hook counts while it is configured', () => {
    const config = { hashed_password: '', use_password_migration_hook: true };
    expect(counted(config)).toBe(0);
    expect(counted(config, ['ada'], true)).toBe(1);
  });
});

describe('removal', () => {
  test('keeps the login name reserved', () => {
    expect(kind.remove?.(credential({ hashed_password: HASH }), undefined, 2, NOW)).toEqual(credential({}, { updatedAt: NOW }));
  });

  test.each([0, 1])('is refused with %i first factors', (count) => {
    expect(() => kind.remove?.(credential({ hashed_password: HASH }), undefined, count, NOW)).toThrow(
      expect.objectContaining({ code: 'credential_last' }),
    );
  });
});

test('version 0 is upgraded: identifiers normalised, sorted and each once', () => {
  const old = credential({ hashed_password: HASH }, { identifiers: [' Zoe', 'ada', 'ADA '], version: 0 });
  expect(kind.upgrade(old, 'any')).toEqual({ ...old, identifiers: ['ada', 'zoe'], version: 1 });
  const current = credential({});
  expect(kind.upgrade(current, 'any')).toBe(current);
});

test('a disclosure shows the hash', () => {
  const stored = credential({ hashed_password: HASH });
  expect(kind.disclose(stored, { decrypt: (text) => text })).toBe(stored.config);
});
