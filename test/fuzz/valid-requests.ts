import type { Dice } from './dice.ts';
import type { FuzzRequest } from './fuzz-request.ts';
import { nodeOf } from './json-node.ts';
import { externalId, mail, NAMES, newIdentity, ORGANIZATION } from './sample-identities.ts';
import { samplePatch } from './sample-patches.ts';

/** What there is on the server at the moment. */
export interface Known {
  identityId(dice: Dice): string;
  sessionId(dice: Dice): string;
  /** An identity that has sessions. */
  sessionOwner(dice: Dice): string;
}

const request = (method: string, path: string, json?: unknown, query: FuzzRequest['query'] = []): FuzzRequest => ({
  method,
  segments: path.split('/').slice(1),
  query,
  headers: json === undefined ? {} : { 'content-type': 'application/json' },
  ...(json !== undefined && { json: nodeOf(json) }),
});

const LIST_QUERIES: readonly ((dice: Dice, known: Known) => FuzzRequest['query'])[] = [
  () => [['page_size', '3']],
  (dice, known) => [
    ['page_size', '5'],
    ['page_token', known.identityId(dice)],
  ],
  () => [
    ['page', '1'],
    ['per_page', '4'],
  ],
  () => [['per_page', '2']],
  (dice, known) => [
    ['ids', known.identityId(dice)],
    ['ids', known.identityId(dice)],
    ['include_credential', 'password'],
  ],
  (dice) => [
    ['credentials_identifier', encodeURIComponent(mail(dice))],
    ['consistency', 'strong'],
  ],
  (dice) => [
    ['preview_credentials_identifier_similar', `user${dice.below(10)}`],
    ['page_size', '2'],
  ],
  () => [
    ['organization_id', ORGANIZATION],
    ['include_credential', 'oidc'],
    ['page_size', '2'],
  ],
];

type Make = (dice: Dice, known: Known) => FuzzRequest;

// biome-ignore format: one operation a line
const repeated: readonly (readonly [times: number, make: Make])[] = [
  [8, (dice) => request('POST', '/admin/identities', newIdentity(dice))],
  [6, (dice, known) => request('PUT', `/admin/identities/${known.identityId(dice)}`, newIdentity(dice))],
  [12, (dice, known) => request('PATCH', `/admin/identities/${known.identityId(dice)}`, samplePatch(dice))],
  [3, (dice) => request('PATCH', '/admin/identities', { identities: Array.from({ length: 1 + dice.below(4) }, () => ({ create: newIdentity(dice), patch_id: ORGANIZATION })) })],
  [2, (dice, known) => request('GET', `/admin/identities/${known.identityId(dice)}`, undefined, [['include_credential', dice.pick(['password', 'oidc', 'webauthn'])]])],
  [4, (dice, known) => request('GET', '/admin/identities', undefined, dice.pick(LIST_QUERIES)(dice, known))],
  [2, (dice) => request('GET', `/admin/identities/by/external/${externalId(dice)}`)],
  [1, (dice, known) => request('DELETE', `/admin/identities/${known.identityId(dice)}`)],
  [4, (dice, known) => request('DELETE', `/admin/identities/${known.identityId(dice)}/credentials/${dice.pick(['password', 'oidc', 'saml', 'totp', 'lookup_secret', 'webauthn', 'passkey', 'code', 'deviceauthn'])}`, undefined, dice.chance(0.5) ? [['identifier', `google:${dice.below(NAMES)}`]] : [])],
  [2, (dice, known) => request('POST', '/admin/recovery/code', { identity_id: known.identityId(dice), expires_in: '12h', flow_type: 'api' }, dice.chance(0.2) ? [['return_to', '%2F']] : [])],
  [2, (dice, known) => request('POST', '/admin/recovery/link', { identity_id: known.identityId(dice), expires_in: '1h30m' })],
  [1, (dice, known) => request('GET', `/admin/identities/${known.sessionOwner(dice)}/sessions`, undefined, [['active', 'true'], ['page', '1'], ['per_page', '2']])],
  [1, (dice, known) => request('DELETE', `/admin/identities/${dice.chance(0.02) ? known.sessionOwner(dice) : known.identityId(dice)}/sessions`)],
  [1, () => request('GET', '/admin/sessions', undefined, [['page_size', '2'], ['active', 'true'], ['expand', 'identity']])],
  [1, (dice, known) => request('GET', `/admin/sessions/${known.sessionId(dice)}`, undefined, [['expand', 'devices']])],
  [1, (dice, known) => request('PATCH', `/admin/sessions/${known.sessionId(dice)}/extend`)],
  [1, (dice, known) => request('DELETE', `/admin/sessions/${known.sessionId(dice)}`)],
  [1, (dice, known) => request('POST', '/admin/sessions', { action: 'disable', sessions: [known.sessionId(dice)] })],
  [1, (dice) => request('GET', `/schemas/${dice.pick(['person', 'cGVyc29u'])}`)],
  [1, () => request('GET', '/schemas', undefined, [['page_size', '2'], ['page_token', 'eyJvZmZzZXQiOiIxIiwidiI6Mn0']])],
  [1, () => request('GET', '/version')],
];

const MAKES = repeated.flatMap(([times, make]) => Array.from({ length: times }, () => make));

/** A request that the server could take as it is. */
export const validRequest: Make = (dice, known) => dice.pick(MAKES)(dice, known);
