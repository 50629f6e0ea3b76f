import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checkImportedHash } from '../../hash/check-imported-hash.ts';
import { formatOf } from '../../hash/formats.ts';
import { type JsonNode, printTree } from '../../json/tree.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import { loadSchema } from '../../schema/load-schema.ts';
import { openStream } from '../open-input.ts';
import { byName } from '../read-csv-rows.ts';
import { readRows } from '../read-rows.ts';
import { textAt } from '../tree-place.ts';
import { base32 } from './base32.ts';
import { bodyOfDraft, type PresetMapping } from './body-of-draft.ts';
import { type PresetName, type PresetSources, presetNamed, USUAL_PROVIDERS } from './presets.ts';

const SAMPLES = new URL('../../../test/data/transfer/', import.meta.url);

const text = { type: 'string' };
const mail = { ...text, format: 'email', 'ory.sh/kratos': { credentials: { password: { identifier: true } } } };

function schemaOf(properties: object): Promise<IdentitySchema> {
  const document = JSON.stringify({ type: 'object', properties: { traits: { type: 'object', properties } } });
  return loadSchema({ id: 'x', url: 'base64://' }, { read: async () => document, disallowRefs: true });
}

interface Reading extends Partial<PresetSources> {
  readonly properties?: object;
  readonly mappings?: readonly PresetMapping[];
}

/** The bodies that a preset makes of a sample, as the API gets them. */
async function bodiesOf(name: PresetName, file: string, { properties = { email: mail }, mappings = [], ...given }: Reading = {}) {
  const sources = { firebase: undefined, auth0HashOf: () => undefined, now: () => Date.parse('2026-01-01'), ...given };
  const preset = presetNamed(name, sources);
  const schema = await schemaOf(properties);
  async function* chunks() {
    yield await readFile(new URL(file, SAMPLES));
  }
  const bodies: JsonNode[] = [];
  const input = { ...openStream(chunks()), label: file };
  const options = { format: 'auto', delimiter: ',', onHeader: byName, skip: 0 } as const;
  for await (const rows of readRows(input, { ...options, ...(preset.member && { member: preset.member }) })) {
    for (const row of rows) {
      if ('fault' in row || !(row.value instanceof Map)) throw new Error('fault' in row ? row.fault : 'no object');
      const draft = preset.draft(row.value);
      if (typeof draft === 'string') throw new Error(draft);
      const body = bodyOfDraft(draft, row.value, { preset: name, schema, mappings, providers: USUAL_PROVIDERS });
      bodies.push(body);
    }
  }
  return { plain: bodies.map((body) => JSON.parse(printTree(body)) as unknown), bodies };
}

const hashIn = (body: JsonNode | undefined) => textAt(body, 'credentials', 'password', 'config', 'hashed_password') ?? '';

/** Whether the hash is one that a server takes and that belongs to the password. */
async function signsIn(body: JsonNode | undefined, password: string): Promise<boolean> {
  checkImportedHash(hashIn(body));
  return (await formatOf(hashIn(body))?.verify(hashIn(body), password)) ?? false;
}

const FIREBASE = {
  signerKey: 'YE0dO4bwD4JnJafh6lZZfkp1MtKzuKAXQcDCJNJNyeCHairWHKENOkbh3dzwaCdizzOspwr_FITUVlnOAwPKyw==',
  saltSeparator: 'Bw==',
  rounds: 8,
  memCost: 14,
};

test('Auth0: users, their hashes from the other file, and accounts elsewhere', async () => {
  const hashes = new Map([['auth0|5f7c8ec7c33c6c004bbafe82', '$2b$10$trlXgGxfU0Tmb0x7KzBZyO8ZbWzQ0sVbG4fwQvYk0cQz1Y4Sxw2yK']]);
  const { plain } = await bodiesOf('auth0', 'auth0-users.jsonl', { auth0HashOf: (id) => hashes.get(id) });
  expect(plain).toEqual([
    {
      traits: { email: 'ada@example.org' },
      external_id: 'auth0|5f7c8ec7c33c6c004bbafe82',
      credentials: { password: { config: { hashed_password: [...hashes.values()][0] } } },
      verifiable_addresses: [{ value: 'ada@example.org', via: 'email', verified: true, status: 'completed' }],
      metadata_public: { theme: 'dark' },
      metadata_admin: {
        auth0: {
          first: 'Ada',
          last: 'Lovelace',
          name: 'Ada Lovelace',
          created_at: '2020-10-06T15:34:31.414Z',
          logins_count: 3,
          app_metadata: { plan: 'pro' },
        },
      },
    },
    {
      traits: { email: 'bob@example.org' },
      external_id: 'google-oauth2|108204268033311374519',
      state: 'inactive',
      credentials: { oidc: { config: { providers: [{ provider: 'google', subject: '108204268033311374519' }] } } },
      metadata_admin: { auth0: { created_at: '2021-01-02T03:04:05.000Z' } },
    },
  ]);
});

test('Auth0: the dump of hashes alone', async () => {
  const { plain, bodies } = await bodiesOf('auth0', 'auth0-hashes.jsonl');
  expect(plain).toMatchObject([
    { external_id: 'auth0|5dea9f9c82dd7c0e76e4ec93', traits: { email: 'ada@example.org' } },
    { external_id: 'auth0|euclid', traits: { email: 'euclid@example.org' }, verifiable_addresses: [{ verified: true }] },
  ]);
  expect(await signsIn(bodies[0], 'zelos-import')).toBe(true);
});

test('Firebase: hashes with the parameters of the project', async () => {
  const { plain, bodies } = await bodiesOf('firebase', 'firebase-users.json', { firebase: FIREBASE });
  expect(await signsIn(bodies[0], '8x4WjoDbSxJZdR')).toBe(true);
  expect(plain[0]).toMatchObject({
    external_id: 'Lm3xq0aTzgS1r2N4',
    traits: { email: 'ada@example.org' },
    metadata_admin: { firebase: { name: 'Ada', createdAt: '1600000000000', customAttributes: { admin: true } } },
  });
  expect(plain[1]).toEqual({
    traits: { email: 'bob@example.org' },
    external_id: 'Zk2',
    state: 'inactive',
    credentials: { oidc: { config: { providers: [{ provider: 'google', subject: '1234567890' }] } } },
    verifiable_addresses: [
      { value: 'bob@example.org', via: 'email', verified: true, status: 'completed' },
      { value: '+4917667111638', via: 'sms', verified: true, status: 'completed' },
    ],
    metadata_admin: { firebase: { phone: '+4917667111638' } },
  });
  const without = await bodiesOf('firebase', 'firebase-users.json');
  expect(hashIn(without.bodies[0])).toBe('');
});

test('Keycloak: PBKDF2 and Argon2, authenticator apps, accounts elsewhere', async () => {
  const { plain, bodies } = await bodiesOf('keycloak', 'keycloak-realm.json', {
    properties: { email: mail, username: text, name: { type: 'object', properties: { first: text, last: text } } },
  });
  expect(await signsIn(bodies[0], 'test')).toBe(true);
  expect(await signsIn(bodies[1], 'zelos-import')).toBe(true);
  expect(plain).toMatchObject([
    {
      external_id: 'f2a1c1de-0b1c-4b8f-9f55-6a1f1b6d3a01',
      traits: { email: 'ada@example.org', username: 'ada', name: { first: 'Ada', last: 'Lovelace' } },
      credentials: {
        totp: {
          config: {
            totp_url: `otpauth://totp/Keycloak:ada%40example.org?issuer=Keycloak&secret=${base32(Buffer.from('QGX5eGcV2'))}&algorithm=SHA1&digits=6&period=30`,
          },
        },
        oidc: { config: { providers: [{ provider: 'github', subject: '583231' }] } },
      },
      metadata_admin: { keycloak: { createdTimestamp: 1612345678901, realmRoles: ['user'] } },
    },
    { state: 'inactive', traits: { username: 'bob' } },
    { traits: { username: 'carol' }, metadata_admin: { keycloak: { password_algorithm: 'bespoke' } } },
  ]);
  expect(plain[2]).not.toHaveProperty('credentials');
});

test.each(['supabase-users.csv', 'supabase-users.json'])('Supabase: %s', async (file) => {
  const { plain, bodies } = await bodiesOf('supabase', file, { properties: { email: mail, phone: text, name: text } });
  expect(await signsIn(bodies[0], 'zelos-import')).toBe(true);
  expect(plain).toMatchObject([
    {
      external_id: '1d2c3b4a-0000-4000-8000-000000000001',
      traits: { email: 'ada@example.org', name: 'Ada Lovelace' },
      verifiable_addresses: [{ value: 'ada@example.org', verified: true }],
      metadata_public: { full_name: 'Ada Lovelace' },
      metadata_admin: { supabase: { created_at: '2023-01-01 10:00:00+00', raw_app_meta_data: { provider: 'email' } } },
    },
    { traits: { phone: '+4917667111638' }, state: 'inactive' },
    // This ban was over at the time of the test.
    { traits: { email: 'carol@example.org' } },
  ]);
  expect(plain[2]).not.toHaveProperty('state');
  const json = { credentials: { oidc: { config: { providers: [{ provider: 'github', subject: '583231' }] } } } };
  if (file.endsWith('.json')) expect(plain[2]).toMatchObject(json);
});

test('Cognito: the columns of a user pool; a mapping decides where something goes', async () => {
  const { plain } = await bodiesOf('cognito', 'cognito-users.csv', {
    properties: { email: mail, given_name: text, family_name: text, phone_number: text, team: text, handle: text },
    mappings: [
      { from: 'custom:team', to: ['traits', 'team'] },
      { from: 'username', to: ['traits', 'handle'] },
    ],
  });
  expect(plain).toEqual([
    {
      traits: {
        email: 'ada@example.org',
        phone_number: '+4917667111638',
        handle: 'ada',
        given_name: 'Ada',
        family_name: 'Lovelace',
        team: 'blue',
      },
      external_id: 'ada',
      verifiable_addresses: [{ value: 'ada@example.org', via: 'email', verified: true, status: 'completed' }],
      metadata_admin: { cognito: { birthdate: '1815-12-10', 'cognito:mfa_enabled': 'FALSE', 'custom:team': 'blue' } },
    },
    {
      traits: { email: 'bob@example.org', handle: 'bob' },
      external_id: 'bob',
      metadata_admin: { cognito: { 'cognito:mfa_enabled': 'FALSE' } },
    },
  ]);
});

test('without a schema only the address has a place; two values do not share one', async () => {
  const draft = { profile: { email: 'a@x.org', username: 'a' }, active: true, origin: new Map() };
  const placing = { preset: 'x', schema: undefined, mappings: [], providers: new Map() };
  const body = bodyOfDraft(draft, new Map(), placing);
  expect(typeof body === 'string' ? body : printTree(body)).toBe(
    '{"traits":{"email":"a@x.org"},"metadata_admin":{"x":{"username":"a"}}}',
  );
  const mappings = [{ from: 'username', to: ['traits', 'email', 'name'] }];
  expect(bodyOfDraft(draft, new Map(), { ...placing, mappings })).toBe('two values go to /traits/email/name');
});

test('base32, with the vectors of RFC 4648 without their padding', () => {
  const encoded = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((plain) => base32(Buffer.from(plain)));
  expect(encoded).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']);
});
