import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { EMPTY_DATABASES, type EmptyDatabase } from '../server/empty-databases.ts';
import { startZelos } from '../server/start-zelos.ts';
import { clientAt, exported, imported } from './moving.ts';

// Each test starts two servers.
vi.setConfig({ testTimeout: 120_000 });

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serverOn(make: () => Promise<EmptyDatabase>) {
  const database = await make();
  closing.push(() => database.remove());
  const zelos: Zelos = await startZelos({ dsn: database.dsn });
  closing.push(() => zelos.close());
  return clientAt(zelos.adminUrl);
}

const HASH = '$2b$04$abcdefghijklmnopqrstuuEEga7rWR0W8JYt9sZKoQBeJydQSck0S';

/** Texts, since JavaScript would lose what they are about: numbers, and the order of keys. */
const PEOPLE = [
  `{"schema_id":"bare","external_id":"odd 1/ü","state":"inactive","organization_id":"ad6a7dac-4eef-4f09-8e58-c099c14b6c36",
    "metadata_public":{"10":12345678901234567890,"2":1.10,"1":[1e400,-0.0],"é":"\\u2028 \\"quoted\\", \\n\\ud83d\\ude00"},
    "metadata_admin":"text","traits":{}}`,
  `{"schema_id":"person","traits":{"name":{"last":"L","first":"F"},"email":"Ada@Example.org"},
    "verifiable_addresses":[{"value":"ada@example.org","via":"email","verified":true,"status":"completed","verified_at":"2024-01-02T03:04:05.000006Z","created_at":"2023-01-01T00:00:00Z"}],
    "recovery_addresses":[{"value":"ada@example.org","via":"email","created_at":"2023-01-01T00:00:00Z"}],
    "credentials":{
      "password":{"config":{"hashed_password":"${HASH}"}},
      "oidc":{"config":{"providers":[{"provider":"google","subject":"8812","organization":"ad6a7dac-4eef-4f09-8e58-c099c14b6c36","use_auto_link":true},{"provider":"github","subject":"b"}]}},
      "saml":{"config":{"providers":[{"provider":"okta","subject":"ada"}]}},
      "totp":{"config":{"totp_url":"otpauth://totp/Acme:ada?secret=JBSWY3DPEHPK3PXP&issuer=Acme"}},
      "lookup_secret":{"config":{"codes":[{"code":"k2m9-77"},{"code":"p0x1-31","used_at":"2025-01-05T10:00:00Z"}]}},
      "webauthn":{"config":{"user_handle":"dXNlci1oYW5kbGUtMQ==","credentials":[{"id":"Y3JlZGVudGlhbC1pZC0x","public_key":"cHVibGljLWtleS0x","attestation_type":"none","authenticator":{"aaguid":"YWFndWlkLTE=","sign_count":7,"clone_warning":false},"is_passwordless":false,"display_name":"Key","transport":["usb"]}]}},
      "passkey":{"config":{"user_handle":"cGFzcw==","credentials":[{"id":"Y3JlZDI=","public_key":"cGs=","flags":{"user_present":true,"user_verified":true,"backup_eligible":true,"backup_state":false},"added_at":"2025-01-05T10:00:00Z","attestation":{"client_dataJSON":"e30=","public_key_algorithm":-7}}]}}
    }}`,
  '{"schema_id":"person","traits":{"email":"hook@example.org"},"credentials":{"password":{"config":{"use_password_migration_hook":true}}}}',
  '{"schema_id":"two-emails","traits":{"emails":["b@example.org","a@example.org"]}}',
  '{"schema_id":"phone","traits":{"phone":"+49 176 671 11638"}}',
];

const sorted = (lines: string) => lines.split('\n').sort().join('\n');

describe.each(EMPTY_DATABASES)('on %s', (_name, make) => {
  test('what is exported, imported into an empty database and exported again is the same, byte by byte', async () => {
    const [first, second] = [await serverOn(make), await serverOn(make)];
    const many = Array.from({ length: 40 }, (_, n) => `{"schema_id":"person","traits":{"email":"p${n}@example.org"}}`);
    const outcomes = await imported(first, `[${[...PEOPLE, ...many].join(',')}]`, { rows: 7 });
    expect(outcomes.filter(({ kind }) => kind !== 'created')).toEqual([]);

    const lines = await exported(first);
    expect(lines.split('\n')).toHaveLength(PEOPLE.length + many.length + 1);
    for (const kind of ['hashed_password', 'use_auto_link', 'okta', 'totp_url', 'used_at', 'dXNlci1oYW5kbGUtMQ==', 'cGFzcw=='])
      expect(lines).toContain(kind);
    expect(lines).toContain('{"10":12345678901234567890,"2":1.10,"1":[1e400,-0.0]');

    expect((await imported(second, lines)).every(({ kind }) => kind === 'created')).toBe(true);
    // Only the ids are new, and by them the identities are in another order.
    expect(sorted(await exported(second))).toBe(sorted(lines));

    // A second time everybody is there, and nobody differs.
    const again = await imported(second, lines);
    expect(again.filter((outcome) => outcome.kind !== 'existing' || outcome.differs)).toEqual([]);
  });
});

test.each(['json', 'csv'] as const)('the same by way of %s', async (name) => {
  const [[, make] = []] = EMPTY_DATABASES;
  if (!make) throw new TypeError('no database');
  const [first, second] = [await serverOn(make), await serverOn(make)];
  await imported(first, `[${PEOPLE.join(',')}]`);
  const text = await exported(first, name);
  expect((await imported(second, text)).map(({ kind }) => kind)).toEqual(PEOPLE.map(() => 'created'));
  expect(sorted(await exported(second))).toBe(sorted(await exported(first)));
});
