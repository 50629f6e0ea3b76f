import { BCRYPT, OTHER_BCRYPT, TOTP_URL } from '../http/people.ts';
import type { Dice } from './dice.ts';
import { externalId, mail, ORGANIZATION } from './sample-identities.ts';

type Values = (dice: Dice) => readonly unknown[];

const deviceKey = { type: 'deviceauthn', identifiers: ['k1'], config: { credentials: [{ client_key_id: 'k1', pin: {} }] } };
const codes = [{ code: 'a', used_at: null }];

/** Places of an identity, with values that could stand there. */
// biome-ignore format: one place a line
const PLACES: readonly (readonly [path: string, values: Values])[] = [
  ['/traits/email', (dice) => [mail(dice)]],
  ['/traits/name/first', () => ['Grace']],
  ['/traits/age', (dice) => [dice.below(150)]],
  ['/traits/free/0', () => [1, 'x', { a: [1] }]],
  ['/traits/emails/-', (dice) => [mail(dice)]],
  ['/traits', (dice) => [{ email: mail(dice) }, { department: 'research' }]],
  ['/metadata_public', () => [{ a: 1 }, null, 5]],
  ['/metadata_public/a/b', () => [1, null, ['x']]],
  ['/metadata_admin', () => ['text', { tags: [] }]],
  ['/metadata_admin/tags/-', () => [1]],
  ['/state', () => ['active', 'inactive']],
  ['/schema_id', () => ['person', 'code', 'bare']],
  ['/external_id', (dice) => [externalId(dice), '']],
  ['/organization_id', () => [ORGANIZATION, null]],
  ['/created_at', () => ['2020-01-05T10:00:00Z']],
  ['/updated_at', () => ['2020-01-05T10:00:00Z']],
  ['/region', () => ['eu-central', 'us']],
  ['/verifiable_addresses/0/verified', () => [true, false]],
  ['/verifiable_addresses/0/status', () => ['sent', 'completed']],
  ['/verifiable_addresses/0/verified_at', () => ['2025-01-05T10:00:00.5Z']],
  ['/verifiable_addresses/0/value', (dice) => [mail(dice)]],
  ['/verifiable_addresses/0/id', () => [ORGANIZATION]],
  ['/verifiable_addresses/-', (dice) => [{ value: mail(dice), via: 'email', verified: true, status: 'completed' }]],
  ['/recovery_addresses/0', (dice) => [{ value: mail(dice), via: 'email' }]],
  ['/recovery_addresses/0/break_glass_for_organization', () => [ORGANIZATION]],
  ['/recovery_addresses', () => [[]]],
  ['/credentials/password', (dice) => [{ type: 'password', identifiers: [mail(dice)], config: { hashed_password: BCRYPT } }]],
  ['/credentials/password/config/hashed_password', () => [OTHER_BCRYPT, 'x']],
  ['/credentials/password/identifiers', (dice) => [[mail(dice)], [], ['Ａ B', ' c ']]],
  ['/credentials/password/created_at', () => ['2020-01-05T10:00:00Z']],
  ['/credentials/password/version', () => [0, 1, 7]],
  ['/credentials/webauthn/config', () => [{ credentials: [], user_handle: null }, {}]],
  ['/credentials/webauthn/identifiers/-', (dice) => [mail(dice)]],
  ['/credentials/totp', () => [{ type: 'totp', identifiers: [], config: { totp_url: TOTP_URL } }]],
  ['/credentials/lookup_secret', () => [{ type: 'lookup_secret', config: { recovery_codes: codes } }]],
  ['/credentials/lookup_secret/config/recovery_codes', () => [codes, 'x']],
  ['/credentials/passkey/identifiers', (dice) => [[`h${dice.below(99)}`]]],
  ['/credentials/code/config', () => [{ addresses: [] }, { address_type: 'email' }]],
  ['/credentials/deviceauthn', () => [deviceKey]],
  ['/credentials/oidc', () => [{}]],
  ['/id', () => [ORGANIZATION]],
  ['', () => [{}]],
];

/** One operation of a JSON Patch: mostly one that could succeed. */
function operation(dice: Dice): object {
  const op = dice.pick(['add', 'replace', 'add', 'replace', 'remove', 'test', 'move', 'copy']);
  const [path, values] = dice.pick(PLACES);
  if (op === 'remove') return { op, path };
  if (op === 'move' || op === 'copy') return { op, from: dice.pick(PLACES)[0], path };
  const [, other] = dice.pick(PLACES);
  return { op, path, value: dice.pick((dice.chance(0.9) ? values : other)(dice)) };
}

/** A JSON Patch. */
export function samplePatch(dice: Dice): object[] {
  return Array.from({ length: dice.pick([1, 1, 1, 2, 4]) }, () => operation(dice));
}
