import { authenticator, BCRYPT, providers, TOTP_URL } from '../http/people.ts';
import type { Dice } from './dice.ts';

/** So few names that identities get into each other's way. */
export const NAMES = 150;
export const mail = (dice: Dice) => `user${dice.below(NAMES)}@example.org`;
export const externalId = (dice: Dice) => `ext-${dice.below(NAMES)}`;
export const ORGANIZATION = '8f3b6a2e-0a39-4a44-9a5e-2f64d1a5e001';

const TRAITS: readonly (readonly [schemaId: string, traits: (dice: Dice) => object])[] = [
  ['person', (dice) => ({ email: mail(dice), name: { first: 'Ada', last: 'L.' }, age: dice.below(120), newsletter: true })],
  ['bare', (dice) => ({ department: 'sales', level: dice.below(9), free: [1.5, 'x', null, { a: [true] }] })],
  ['code', (dice) => ({ email: mail(dice) })],
  ['phone', (dice) => ({ phone: `+49 176 671 1${1000 + dice.below(NAMES)}` })],
  ['two-emails', (dice) => ({ emails: [mail(dice), mail(dice)], nick: `nick${dice.below(NAMES)}` })],
  ['username', (dice) => ({ username: `user name ${dice.below(NAMES)}`, email: mail(dice) })],
];

const METADATA: readonly unknown[] = [{ crm: { id: 10_042, tags: ['a', 'b'] } }, [1, 2], 'text', 5, true, null];

function credentials(dice: Dice): object {
  const all: readonly (readonly [string, object])[] = [
    [
      'password',
      { config: dice.pick([{ password: 'correct horse' }, { hashed_password: BCRYPT }, { use_password_migration_hook: true }]) },
    ],
    ['oidc', providers(`google:${dice.below(NAMES)}`, `github:${dice.below(NAMES)}`)],
    ['saml', providers(`okta:${dice.below(NAMES)}`)],
    ['totp', { config: { totp_url: TOTP_URL } }],
    ['lookup_secret', { config: { codes: [{ code: 'k2m9-77' }, { code: 'p0x1-31', used_at: '2025-01-05T10:00:00Z' }] } }],
    [
      'webauthn',
      { config: { user_handle: 'dXNlcg==', credentials: [authenticator('w1'), authenticator('w2', { is_passwordless: true })] } },
    ],
    [
      'passkey',
      { config: { user_handle: Buffer.from(`h${dice.below(NAMES)}`).toString('base64'), credentials: [authenticator('p1')] } },
    ],
  ];
  return Object.fromEntries(all.filter(() => dice.chance(0.5)));
}

/** The body of a create; most of it fits an update as well. */
export function newIdentity(dice: Dice): object {
  const [schema_id, traits] = dice.pick(TRAITS);
  const made = traits(dice);
  const address = 'email' in made ? made.email : mail(dice);
  return {
    schema_id,
    traits: made,
    ...(dice.chance(0.6) && { credentials: credentials(dice) }),
    ...(dice.chance(0.3) && {
      verifiable_addresses: [
        { value: address, via: 'email', verified: true, status: 'completed', verified_at: '2025-03-04T09:20:01Z' },
      ],
    }),
    ...(dice.chance(0.3) && { recovery_addresses: [{ value: address, via: 'email' }] }),
    ...(dice.chance(0.4) && { metadata_public: dice.pick(METADATA), metadata_admin: dice.pick(METADATA) }),
    ...(dice.chance(0.3) && { state: dice.pick(['active', 'inactive']) }),
    ...(dice.chance(0.2) && { organization_id: ORGANIZATION }),
    ...(dice.chance(0.3) && { external_id: externalId(dice) }),
    ...(dice.chance(0.2) && { region: 'eu-central' }),
  };
}
