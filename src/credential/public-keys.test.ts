import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { passkeyKind } from './passkey.ts';
import { createWebauthnKind } from './webauthn.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const context = { now: NOW, hasher: { hash: async () => '' } };
const kinds = { webauthn: createWebauthnKind({ normaliseIdentifier: (text) => text }), passkey: passkeyKind };
const types = ['webauthn', 'passkey'] as const;

const base64 = (text: string) => Buffer.from(text).toString('base64');

const key = (id: string, more: object = {}) => ({
  id: base64(id),
  public_key: base64(`key of ${id}`),
  attestation_type: 'none',
  authenticator: { aaguid: 'AAAA', sign_count: 0, clone_warning: false },
  display_name: id,
  added_at: '2025-01-05T10:00:00Z',
  is_passwordless: false,
  ...more,
});

const credential = (type: 'webauthn' | 'passkey', config: unknown, more: Partial<Credential> = {}): Credential => ({
  type,
  identifiers: ['existingUser'],
  config: jsonOf(config),
  version: 1,
  createdAt: EARLIER,
  updatedAt: EARLIER,
  ...more,
});

const importing = async (type: 'webauthn' | 'passkey', imported: unknown, current?: Credential): Promise<Credential> => {
  const next = await kinds[type].importInto?.(current, imported, context);
  if (!next) throw new Error('the kind cannot be imported');
  return next;
};

describe.each(types)('import of %s', (type) => {
  test('stores every member in the documented order', async () => {
    const entry = {
      attestation: {
        object: base64('o'),
        public_key_algorithm: -7,
        client_data_hash: base64('h'),
        client_dataJSON: base64('{}'),
        authenticator_data: base64('a'),
      },
      transport: ['usb', 'nfc'],
      flags: { backup_state: true, user_present: true },
      is_passwordless: true,
      added_at: '2025-01-05T10:00:00Z',
      display_name: 'Laptop',
      authenticator: { sign_count: 4_294_967_295, aaguid: [0, 0, 0] },
      attestation_type: 'none',
      public_key: 'cGs=',
      id: [99, 114, 101, 100],
    };
    expect((await importing(type, { user_handle: 'dXNlcg==', credentials: [entry] })).config).toBe(
      '{"credentials":[{"id":"Y3JlZA==","public_key":"cGs=","attestation_type":"none",' +
        '"authenticator":{"aaguid":"AAAA","sign_count":4294967295,"clone_warning":false},' +
        '"display_name":"Laptop","added_at":"2025-01-05T10:00:00Z","is_passwordless":true,' +
        '"flags":{"user_present":true,"user_verified":false,"backup_eligible":false,"backup_state":true},' +
        '"transport":["usb","nfc"],' +
        '"attestation":{"client_dataJSON":"e30=","client_data_hash":"aA==","authenticator_data":"YQ==","public_key_algorithm":-7,"object":"bw=="}}],' +
        '"user_handle":"dXNlcg=="}',
    );
  });

  test('fills in what is absent or null and leaves optional objects out', async () => {
    const imported = {
      user_handle: 'dXNlcg==',
      credentials: [{ id: 'Y3JlZA==', flags: null, transport: [], display_name: null }],
    };
    expect((await importing(type, imported)).config).toBe(
      '{"credentials":[{"id":"Y3JlZA==","public_key":null,"attestation_type":"","display_name":"",' +
        '"added_at":"0001-01-01T00:00:00Z","is_passwordless":false}],"user_handle":"dXNlcg=="}',
    );
  });

  test('replaces entries by id where they stand, keeps the others, appends new ones and keeps the handle', async () => {
    const current = credential(type, { credentials: [key('cred1'), key('cred2')], user_handle: base64('existingUser') });
    const changed = key('cred1', { display_name: 'changed', authenticator: undefined });
    const next = await importing(type, { credentials: [changed, key('cred3')] }, current);
    expect(JSON.parse(next.config)).toEqual({
      credentials: [JSON.parse(JSON.stringify(changed)), key('cred2'), key('cred3')],
      user_handle: base64('existingUser'),
    });
    expect(next).toMatchObject({ identifiers: ['existingUser'], createdAt: NOW, updatedAt: NOW });
  });

  test('replaces the first of stored entries that share an id', async () => {
    const current = credential(type, { credentials: [key('a'), key('b'), key('a')], user_handle: base64('existingUser') });
    const changed = key('a', { display_name: 'changed' });
    const next = await importing(type, { credentials: [changed] }, current);
    expect(JSON.parse(next.config).credentials).toEqual([changed, key('b'), key('a')]);
  });

  test('compares ids by their bytes', async () => {
    const current = credential(type, { credentials: [key('cred1')], user_handle: base64('existingUser') });
    const next = await importing(type, { credentials: [key('cred1', { id: [...Buffer.from('cred1')] })] }, current);
    expect(JSON.parse(next.config)).toEqual(JSON.parse(current.config));
  });

  test.each([
    [{ credentials: [key('a'), key('b', { id: 'Y3JlZA' })] }, '/credentials/1/id', 'credentials[1].id'],
    [{ user_handle: 'dXNlcg' }, '/user_handle', 'user_handle'],
    [
      { credentials: [key('a', { authenticator: { aaguid: '*' } })] },
      '/credentials/0/authenticator/aaguid',
      'credentials[0].authenticator.aaguid',
    ],
    [
      { credentials: [key('a', { authenticator: { sign_count: -1 } })] },
      '/credentials/0/authenticator/sign_count',
      'credentials[0].authenticator.sign_count',
    ],
    [
      { credentials: [key('a', { attestation: { object: '-' } })] },
      '/credentials/0/attestation/object',
      'credentials[0].attestation.object',
    ],
    [{ credentials: [key('a', { added_at: 'today' })] }, '/credentials/0/added_at', 'credentials[0].added_at'],
  ])('names the place of a malformed member: %#', async (imported, place, name) => {
    await expect(importing(type, imported)).rejects.toMatchObject({
      code: 'credential_import',
      reason: expect.stringContaining(`credentials.${type}.config.${name} must be`),
      details: { pointer: `/credentials/${type}/config${place}` },
    });
  });

  test.each([
    { credentials: 'odd' },
    { credentials: {} },
    { credentials: [null] },
    { credentials: [5] },
    { credentials: [{ id: 'not base64' }] },
    { credentials: [{ is_passwordless: 'yes' }] },
    { credentials: [{ flags: [] }] },
    { credentials: [{ transport: [1] }] },
    { credentials: [{ added_at: 5 }] },
    { user_handle: {} },
  ])('onto the undecodable %j is refused', async (config) => {
    const imported = { credentials: [key('a')], user_handle: 'dXNlcg==' };
    await expect(importing(type, imported, credential(type, config))).rejects.toMatchObject({
      code: 'credential_import',
      reason: expect.stringContaining(`The stored configuration of the ${type} credential cannot be decoded`),
    });
  });

  test('importing twice is importing once, and stored entries keep their order', async () => {
    const entries = fc.array(
      fc.record({ id: fc.constantFrom('', 'YQ==', 'Yg==', 'Yw=='), display_name: fc.string(), is_passwordless: fc.boolean() }),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(entries, entries, fc.constantFrom(undefined, 'bmV3'), async (before, after, user_handle) => {
        const stored = await importing(type, { credentials: before, user_handle: 'b2xk' });
        const once = await importing(type, { credentials: after, user_handle }, stored);
        expect(await importing(type, { credentials: after, user_handle }, once)).toEqual(once);
        const ids = (config: string) => (JSON.parse(config).credentials as { id: string }[]).map(({ id }) => id);
        expect(ids(once.config).slice(0, ids(stored.config).length)).toEqual(ids(stored.config));
        expect(new Set(ids(once.config)).size).toBe(ids(once.config).length);
      }),
    );
  });
});
