import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { createWebauthnKind } from './webauthn.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const ID = '00010203-0405-0607-0809-0a0b0c0d0e0f';
const HANDLE = 'AAECAwQFBgcICQoLDA0ODw==';
const context = { now: NOW, hasher: { hash: async () => '' } };
const settings = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };
const kind = createWebauthnKind({ normaliseIdentifier: (text) => text.toLowerCase() });

const credential = (config: unknown, more: Partial<Credential> = {}): Credential => ({
  type: 'webauthn',
  identifiers: ['ada@example.org'],
  config: jsonOf(config),
  version: 1,
  createdAt: EARLIER,
  updatedAt: EARLIER,
  ...more,
});

const first = (id: string) => ({ id, is_passwordless: true });
const second = (id: string) => ({ id, is_passwordless: false });

const importing = async (imported: unknown, current?: Credential) => kind.importInto?.(current, imported, context);

describe('import', () => {
  test('of nothing stores nulls, and the upgrade fills in the handle', async () => {
    const imported = await importing({});
    expect(imported).toMatchObject({ config: '{"credentials":null,"user_handle":null}', identifiers: [], version: 0 });
    expect(imported && kind.upgrade(imported, ID)).toMatchObject({
      config: `{"credentials":null,"user_handle":"${HANDLE}"}`,
      version: 1,
    });
  });

  test('with a handle is in the newest format at once', async () => {
    const imported = await importing({ user_handle: 'dXNlcg==' });
    expect(imported).toMatchObject({ config: '{"credentials":null,"user_handle":"dXNlcg=="}', version: 1 });
    expect(imported && kind.upgrade(imported, ID)).toBe(imported);
  });

  test('overrides the handle and leaves the identifiers alone', async () => {
    const current = credential({ credentials: [], user_handle: 'b2xk' });
    expect(await importing({ user_handle: 'bmV3' }, current)).toMatchObject({
      config: '{"credentials":[],"user_handle":"bmV3"}',
      identifiers: ['ada@example.org'],
    });
  });

  test('of an empty handle keeps the stored one', async () => {
    const current = credential({ credentials: null, user_handle: 'b2xk' });
    for (const user_handle of ['', [], null, undefined]) {
      expect((await importing({ user_handle }, current))?.config).toBe('{"credentials":null,"user_handle":"b2xk"}');
    }
  });
});

describe('upgrade of version 0', () => {
  test('fills in handle and is_passwordless, and keeps all else', () => {
    const old = credential({ credentials: [{ id: 'YQ==' }, first('Yg==')], more: 1 }, { version: 0 });
    expect(kind.upgrade(old, ID)).toEqual({
      ...old,
      version: 1,
      config: `{"credentials":[{"id":"YQ==","is_passwordless":false},{"id":"Yg==","is_passwordless":true}],"user_handle":"${HANDLE}","more":1}`,
    });
  });

  test('keeps a handle', () => {
    expect(kind.upgrade(credential({ user_handle: 'b2xk' }, { version: 0 }), ID).config).toBe('{"user_handle":"b2xk"}');
  });
});

describe('factors', () => {
  const entries = { credentials: [first('a'), second('b'), second('c'), { id: 'd' }, 'odd', null] };

  test('passwordless entries are first factors, the others second ones', () => {
    expect(kind.firstFactors(credential(entries), settings)).toBe(1);
    expect(kind.secondFactors(credential(entries), settings)).toBe(3);
  });

  test('without identifier there is no first factor', () => {
    expect(kind.firstFactors(credential(entries, { identifiers: [] }), settings)).toBe(0);
    expect(kind.secondFactors(credential(entries, { identifiers: [] }), settings)).toBe(3);
  });
});

describe('removal', () => {
  test('takes the second factors and leaves the passwordless entries', () => {
    const current = credential({ credentials: [second('a'), first('b'), second('c'), first('d')], user_handle: HANDLE });
    expect(kind.remove?.(current, undefined, 0, NOW)).toEqual(
      credential({ credentials: [first('b'), first('d')], user_handle: HANDLE }, { updatedAt: NOW }),
    );
  });

  test('of passwordless entries only changes nothing', () => {
    const current = credential({ credentials: [first('a')], user_handle: HANDLE });
    expect(kind.remove?.(current, undefined, 0, NOW)).toBe(current);
  });

  test.each([{ credentials: [second('a')] }, { credentials: [] }, { credentials: null }, { credentials: 'odd' }, {}])(
    'of %j removes the credential',
    (config) => {
      expect(kind.remove?.(credential(config), undefined, 0, NOW)).toBeUndefined();
    },
  );

  test('leaves the first factors as they were and no second one', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.string(), is_passwordless: fc.boolean() })), (credentials) => {
        const current = credential({ credentials });
        const left = kind.remove?.(current, undefined, 0, NOW);
        expect(left ? kind.firstFactors(left, settings) : 0).toBe(kind.firstFactors(current, settings));
        expect(left ? kind.secondFactors(left, settings) : 0).toBe(0);
      }),
    );
  });
});

test('a disclosure shows the configuration as it is stored', () => {
  const stored = credential({ credentials: [first('a')], user_handle: HANDLE });
  expect(kind.disclose(stored, { decrypt: () => '' })).toBe(stored.config);
});

test('identifiers are normalised', () => {
  expect(kind.normalise('ADA')).toBe('ada');
});
