import { createCipher } from '../../src/cipher/create-cipher.ts';
import { random } from '../storage/databases.ts';
import type { KratosPlace } from './kratos-place.ts';

export const NID = '5e1b2c3d-0000-4000-8000-00000000000a';
export const OTHER_NID = '5e1b2c3d-0000-4000-8000-00000000000b';
/** bcrypt of `correct horse battery`. */
export const HASH = '$2b$04$UQEBK0j100bf2qu2xfa7rO4CiqIYxQJe9eyqedDMXiRn98VWnis42';
export const PASSWORD = 'correct horse battery';
export const CIPHER_SECRET = 'test-cipher-secret-0000000000001';
/** The token that the cookies of `test/data/go-session-cookies.json` hold. */
export const COOKIE_TOKEN = 'ory_st_Q1w2E3r4T5y6U7i8O9p0A1s2D3f4G5h6';
export const OLD_TOKEN = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6';

/** Ids that begin like that, so that tests can tell people apart. */
export const idOf = (person: number, part = 0) =>
  `${String(person).padStart(8, '0')}-0000-4000-8000-${String(part).padStart(12, '0')}`;

const TYPES = ['password', 'oidc', 'totp', 'lookup_secret', 'webauthn', 'code', 'passkey', 'saml', 'hologram'];
/** As the very first versions made them: at random. */
const typeId = (name: string) => idOf(99, TYPES.indexOf(name) + 1);

const seal = (algorithm: 'aes' | 'xchacha20-poly1305' | 'noop', text: string) =>
  createCipher({ algorithm, secrets: [CIPHER_SECRET], random }).encrypt(text);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Fills a database with people of every kind, as old and new versions of the server stored them. */
export async function fillKratos({ kind, insert }: KratosPlace): Promise<void> {
  // SQLite keeps whatever spelling it was given.
  const odd = kind === 'sqlite';
  const yes = 'true';
  const plain = '2024-03-04 05:06:07.123456';
  const time = odd ? '2024-03-04 05:06:07.123456789+00:00' : plain;
  const oldTime = odd ? '2024-03-04T05:06:07Z' : '2024-03-04 05:06:07';
  const goTime = odd ? '2024-03-04 07:06:07.5 +0200 CEST m=+0.1' : '2024-03-04 05:06:07.5';
  const times = { created_at: time, updated_at: time };
  const at = { ...times, nid: NID };

  await insert('schema_migration', { version: '20260703000000000000', version_self: 0 });
  await insert('networks', { id: OTHER_NID, created_at: '2025-01-01 00:00:00', updated_at: '2025-01-01 00:00:00' });
  await insert('networks', { id: NID, created_at: '2023-01-01 00:00:00', updated_at: '2023-01-01 00:00:00' });
  for (const name of TYPES) await insert('identity_credential_types', { id: typeId(name), name });

  let parts = 0;
  const identity = (person: number, schema_id: string, traits: object, changes: object = {}) =>
    insert('identities', {
      id: idOf(person),
      schema_id,
      traits: JSON.stringify(traits, null, 1),
      state: 'active',
      ...at,
      ...changes,
    });
  async function credential(
    person: number,
    type: string,
    config: object,
    identifiers: readonly (string | null)[],
    changes: object = {},
  ) {
    const id = idOf(person, ++parts);
    const owner = { identity_id: idOf(person), identity_credential_type_id: typeId(type) };
    await insert('identity_credentials', { id, config: JSON.stringify(config), version: 0, ...owner, ...at, ...changes });
    for (const identifier of identifiers)
      await insert('identity_credential_identifiers', {
        id: idOf(person, ++parts),
        identifier,
        identity_credential_id: id,
        ...owner,
        ...at,
      });
  }
  const verifiable = (person: number, via: string, value: string, changes: object = {}) =>
    insert('identity_verifiable_addresses', {
      id: idOf(person, ++parts),
      identity_id: idOf(person),
      via,
      value,
      status: 'pending',
      verified: 'false',
      ...at,
      ...changes,
    });
  const recovery = (person: number, via: string, value: string) =>
    insert('identity_recovery_addresses', { id: idOf(person, ++parts), identity_id: idOf(person), via, value, ...at });
  const completed = { status: 'completed', verified: yes, verified_at: oldTime };

  // 1: everything in its newest form.
  await identity(
    1,
    'person',
    { email: 'ada@example.org', age: 36 },
    {
      external_id: 'ada',
      metadata_public: '{"plan": "gold", "exact": 12345678901234567890.10}',
      metadata_admin: '{"note": [1, 2]}',
      state_changed_at: goTime,
      available_aal: 'aal2',
    },
  );
  await credential(1, 'password', { hashed_password: HASH }, ['ada@example.org'], { version: 1 });
  await credential(1, 'totp', { totp_url: 'otpauth://totp/x:ada?secret=JBSWY3DPEHPK3PXP&issuer=x' }, [idOf(1)]);
  await credential(
    1,
    'lookup_secret',
    { recovery_codes: [{ code: 'abcd1234', used_at: '0001-01-01T00:00:00Z' }, { code: 'efgh5678' }] },
    [idOf(1)],
  );
  await verifiable(1, 'email', 'ada@example.org', completed);
  await recovery(1, 'email', 'ada@example.org');

  // 2: rows of old versions, whose spellings were not settled, and no assurance level.
  await identity(2, 'person', { email: 'Bob@Example.org' }, { available_aal: null, metadata_public: 'null' });
  await credential(2, 'password', { hashed_password: HASH }, ['Bob@Example.org', 'bob@example.org']);
  await credential(
    2,
    'webauthn',
    {
      credentials: [
        {
          id: base64('key'),
          public_key: base64('public'),
          attestation_type: 'none',
          display_name: 'blue',
          added_at: '2023-01-01T00:00:00Z',
        },
      ],
    },
    ['Bob@Example.org'],
  );
  await verifiable(2, 'email', 'Bob@Example.org', { status: 'sent' });
  await verifiable(2, 'email', 'bob@example.org', completed);
  await recovery(2, 'email', 'BOB@example.org');

  // 3: tokens of identity providers, under the configured cipher, another one, none, and a key that is lost.
  await identity(3, 'person', { email: 'carl@example.org' });
  const lost = createCipher({ algorithm: 'aes', secrets: ['a-secret-that-is-lost-0000000001'], random }).encrypt('gone');
  await credential(
    3,
    'oidc',
    {
      providers: [
        {
          subject: 'Carl-1',
          provider: 'google',
          initial_id_token: seal('xchacha20-poly1305', 'id token'),
          initial_access_token: seal('aes', 'access token'),
          initial_refresh_token: seal('noop', 'refresh token'),
        },
        { subject: 'c2', provider: 'github', initial_id_token: lost, initial_access_token: '', initial_refresh_token: '' },
      ],
    },
    ['google:Carl-1', 'github:c2'],
  );

  // 4: codes of version 0, passkeys, phone numbers.
  await identity(4, 'phone', { phone: '+49 176 671 11 638' });
  await credential(4, 'code', { address_type: 'sms', used_at: null }, ['+49 176 671 11 638']);
  await credential(4, 'passkey', { user_handle: base64('handle'), credentials: [] }, ['handle']);
  await verifiable(4, 'sms', '+49 176 671 11 638');

  // 5: inactive, of a schema that is gone, with a credential that nobody knows, and two of one kind.
  await identity(5, 'gone', { nick: 'eve' }, { state: 'inactive' });
  await credential(5, 'hologram', { shape: 'eve' }, ['eve']);
  const link = (subject: string) => ({
    subject,
    provider: 'google',
    initial_id_token: '',
    initial_access_token: '',
    initial_refresh_token: '',
  });
  await credential(5, 'oidc', { providers: [link('new')] }, ['google:new'], { updated_at: '2024-05-05 00:00:00' });
  await credential(5, 'oidc', { providers: [link('old'), link('new')] }, ['google:old'], { updated_at: '2024-04-04 00:00:00' });
  await credential(5, 'password', { hashed_password: '$unheard-of$x' }, ['eve'], { version: 1 });

  // 6: codes of version 1.
  await identity(6, 'code', { email: 'fay@example.org' });
  await credential(6, 'code', { addresses: [{ channel: 'email', address: 'fay@example.org' }] }, ['fay@example.org'], {
    version: 1,
  });
  await verifiable(6, 'email', 'fay@example.org');

  // Somebody of another network.
  await identity(7, 'person', { email: 'ada@example.org' }, { nid: OTHER_NID });

  const session = (part: number, person: number, token: string | null, changes: object = {}) =>
    insert('sessions', {
      id: idOf(50, part),
      identity_id: idOf(person),
      token,
      logout_token: token === null ? null : `ory_lo_${part}`,
      active: yes,
      aal: 'aal1',
      authentication_methods: '[{"method": "password", "aal": "aal1", "completed_at": "2024-03-04T05:06:07.123456Z"}]',
      issued_at: oldTime,
      authenticated_at: oldTime,
      expires_at: odd ? '2039-12-31T23:59:59Z' : '2039-12-31 23:59:59',
      ...at,
      ...changes,
    });
  await session(1, 1, COOKIE_TOKEN, { aal: 'aal2' });
  await insert('session_devices', {
    id: idOf(60, 1),
    session_id: idOf(50, 1),
    identity_id: idOf(1),
    ip_address: '203.0.113.7:4711',
    user_agent: 'curl/8',
    location: null,
    ...at,
  });
  await session(2, 6, OLD_TOKEN, { active: 1 });
  await session(3, 2, `ory_st_${'r'.repeat(32)}`, { active: 'false' });
  await session(4, 2, `ory_st_${'e'.repeat(32)}`, { expires_at: '2024-03-05 00:00:00' });
  await session(5, 2, null);

  const message = (part: number, status: number, changes: object = {}) =>
    insert('courier_messages', {
      id: idOf(70, part),
      type: 1,
      status,
      body: 'Hello',
      subject: 'Hi',
      recipient: 'ada@example.org',
      template_type: 'recovery_code_valid',
      template_data: '{"to": "ada@example.org", "recovery_code": "123456"}',
      send_count: 2,
      channel: null,
      request_headers: null,
      ...at,
      ...changes,
    });
  await message(1, 1);
  await message(2, 3, { type: 2, channel: 'sms', template_data: null, recipient: '+4917667111638', request_headers: '{}' });
  await message(3, 2);

  await insert('identity_pending_traits_changes', {
    id: idOf(80, 1),
    identity_id: idOf(1),
    new_address_value: 'x@example.org',
    new_address_via: 'email',
    original_traits_hash: 'x',
    proposed_traits: '{}',
    verification_flow_id: idOf(81, 1),
    status: 'pending',
    ...at,
  });
  // Nobody has deleted what belonged to somebody who is gone.
  await recovery(8, 'email', 'ghost@example.org');
}
