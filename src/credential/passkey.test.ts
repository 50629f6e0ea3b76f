import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { passkeyKind } from './passkey.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const context = { now: NOW, hasher: { hash: async () => '' } };
const settings = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };

const base64 = (text: string) => Buffer.from(text).toString('base64');
const entry = { id: base64('cred2') };

const credential = (config: unknown, identifiers = ['existingUser']): Credential => ({
  type: 'passkey',
  identifiers,
  config: jsonOf(config),
  version: 0,
  createdAt: EARLIER,
  updatedAt: EARLIER,
});

const importing = async (imported: unknown, current?: Credential) => passkeyKind.importInto?.(current, imported, context);

describe('import', () => {
  test('adds the new handle to the identifiers', async () => {
    const current = credential({ credentials: [{ id: base64('cred1') }], user_handle: base64('existingUser') });
    const next = await importing({ credentials: [entry], user_handle: base64('newUser') }, current);
    expect(next).toMatchObject({ identifiers: ['existingUser', 'newUser'], version: 0, createdAt: NOW, updatedAt: NOW });
    expect(JSON.parse(next?.config ?? '')).toMatchObject({
      credentials: [{ id: base64('cred1') }, { id: base64('cred2') }],
      user_handle: 'bmV3VXNlcg==',
    });
  });

  test('does not add a handle twice, nor the stored one', async () => {
    const current = credential({ credentials: [entry], user_handle: base64('stored') });
    expect((await importing({ user_handle: base64('existingUser') }, current))?.identifiers).toEqual(['existingUser']);
    expect((await importing({ credentials: [entry] }, current))?.identifiers).toEqual(['existingUser']);
  });

  test('takes the handle as a list of numbers', async () => {
    expect((await importing({ credentials: [entry], user_handle: [117, 115, 101, 114] }))?.identifiers).toEqual(['user']);
  });

  test.each([{}, { credentials: [] }, { credentials: [entry] }, { credentials: [entry], user_handle: '' }, { user_handle: [] }])(
    '%j lacks a handle',
    async (imported) => {
      const refusal = expect.objectContaining({ code: 'passkey_handle', reason: expect.stringContaining('user_handle') });
      await expect(importing(imported)).rejects.toEqual(refusal);
      await expect(importing(imported, credential({ credentials: [entry], user_handle: null }))).rejects.toEqual(refusal);
    },
  );

  test.each([{ user_handle: 'dXNlcg==' }, { user_handle: 'dXNlcg==', credentials: [] }])('%j lacks entries', async (imported) => {
    const refusal = expect.objectContaining({ code: 'passkey_entries', reason: expect.stringContaining('credentials') });
    await expect(importing(imported)).rejects.toEqual(refusal);
    await expect(importing(imported, credential({}))).rejects.toEqual(refusal);
  });

  test.each([[[0xff, 0xfe]], [[0xc3]], [[0xed, 0xa0, 0x80]], [[65, 0, 66]]])(
    'a handle of the bytes %j is not text',
    async (user_handle) => {
      await expect(importing({ credentials: [entry], user_handle })).rejects.toMatchObject({
        code: 'passkey_handle_text',
        details: { pointer: '/credentials/passkey/config/user_handle' },
      });
    },
  );

  test('keeps a byte order mark, so that the identifier has the bytes of the handle', async () => {
    const user_handle = base64('\ufeffuser');
    expect((await importing({ credentials: [entry], user_handle }))?.identifiers).toEqual(['\ufeffuser']);
  });

  test('refuses a handle of more than 255 characters', async () => {
    await expect(importing({ credentials: [entry], user_handle: base64('é'.repeat(256)) })).rejects.toMatchObject({
      code: 'value_too_long',
    });
    expect((await importing({ credentials: [entry], user_handle: base64('é'.repeat(255)) }))?.identifiers).toEqual([
      'é'.repeat(255),
    ]);
  });
});

test.each([
  [{ credentials: [entry, { id: 'x', is_passwordless: false }] }, ['user'], 2],
  [{ credentials: [entry] }, [], 0],
  [{ credentials: [entry] }, [''], 0],
  [{ credentials: [null, 'odd'] }, ['user'], 0],
  [{}, ['user'], 0],
])('%j with identifiers %j is worth %i first factors', (config, identifiers, expected) => {
  expect(passkeyKind.firstFactors(credential(config, identifiers), settings)).toBe(expected);
  expect(passkeyKind.secondFactors(credential(config, identifiers), settings)).toBe(0);
});

test('cannot be removed by an administrator', () => {
  expect(passkeyKind.remove).toBeUndefined();
});
