import { type JsonNode, type JsonObject, printTree } from '../json/tree.ts';
import { listAt, objectAt, textAt } from './tree-place.ts';

/** The kinds of credentials that an import takes, in the order in which they are written. */
export const CREDENTIALS_MOVED = ['password', 'oidc', 'saml', 'totp', 'lookup_secret', 'webauthn', 'passkey'] as const;
type MovedKind = (typeof CREDENTIALS_MOVED)[number];

const membersOf = (source: JsonNode | undefined, names: readonly string[]): JsonObject => {
  const members: JsonObject = new Map();
  if (!(source instanceof Map)) return members;
  for (const name of names) {
    const value = source.get(name);
    if (value !== undefined && value !== null) members.set(name, value);
  }
  return members;
};

const one = (name: string, value: JsonNode): JsonObject => new Map([[name, value]]);

/** The configuration of a credential as an import takes it; undefined where there is nothing to import. */
const CONFIG_OF: Readonly<Record<MovedKind, (config: JsonObject) => JsonObject | undefined>> = {
  password(config) {
    if (config.get('use_password_migration_hook') === true) return one('use_password_migration_hook', true);
    const hash = textAt(config, 'hashed_password');
    return hash === undefined ? undefined : one('hashed_password', hash);
  },
  // What a login stored of tokens is taken by no import.
  oidc: (config) => linksOf(config, ['provider', 'subject', 'organization', 'use_auto_link']),
  saml: (config) => linksOf(config, ['provider', 'subject', 'organization']),
  totp(config) {
    const url = textAt(config, 'totp_url');
    return url === undefined ? undefined : one('totp_url', url);
  },
  lookup_secret(config) {
    const codes = listAt(config, 'recovery_codes').map((code) => membersOf(code, ['code', 'used_at']));
    return codes.length > 0 ? one('codes', codes) : undefined;
  },
  webauthn: keysOf,
  passkey: keysOf,
};

function linksOf(config: JsonObject, names: readonly string[]): JsonObject | undefined {
  const providers = listAt(config, 'providers').map((link) => membersOf(link, names));
  return providers.length > 0 ? one('providers', providers) : undefined;
}

function keysOf(config: JsonObject): JsonObject | undefined {
  return listAt(config, 'credentials').length > 0 ? membersOf(config, ['credentials', 'user_handle']) : undefined;
}

function credentialsOf(identity: JsonObject): JsonObject {
  const credentials: JsonObject = new Map();
  for (const kind of CREDENTIALS_MOVED) {
    const config = CONFIG_OF[kind](objectAt(identity, 'credentials', kind, 'config'));
    if (config) credentials.set(kind, one('config', config));
  }
  return credentials;
}

/** Their ids follow those of the identity, which an import makes anew: so they have no part in the order either. */
function addressesOf(identity: JsonObject, kind: string, names: readonly string[]): JsonNode[] {
  const addresses = listAt(identity, kind).map((address) => membersOf(address, names));
  return addresses
    .map((address) => ({ address, key: `${textAt(address, 'via')} ${textAt(address, 'value')}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ address }) => address);
}

const VERIFIABLE = ['value', 'via', 'verified', 'status', 'verified_at', 'created_at'];
const RECOVERY = ['value', 'via', 'break_glass_for_organization', 'created_at'];

/** An identity of the API in the form that an import takes: the body of `POST /admin/identities`. */
export function exportedIdentity(identity: JsonObject): JsonObject {
  const exported: JsonObject = new Map();
  const keep = (name: string, value: JsonNode | undefined) => {
    const empty = value === undefined || value === null || (Array.isArray(value) ? value.length : 1) === 0;
    if (!empty) exported.set(name, value);
  };
  for (const name of ['external_id', 'schema_id', 'state', 'organization_id', 'traits', 'metadata_public', 'metadata_admin'])
    keep(name, identity.get(name));
  keep('verifiable_addresses', addressesOf(identity, 'verifiable_addresses', VERIFIABLE));
  keep('recovery_addresses', addressesOf(identity, 'recovery_addresses', RECOVERY));
  const credentials = credentialsOf(identity);
  if (credentials.size > 0) exported.set('credentials', credentials);
  return exported;
}

/** The kinds of credentials of an identity that stay behind: no import takes them, and they follow from no trait. */
export function leftBehind(identity: JsonObject): readonly string[] {
  const moved: readonly string[] = [...CREDENTIALS_MOVED, 'code'];
  return [...objectAt(identity, 'credentials').keys()].filter((kind) => !moved.includes(kind));
}

/** A line of JSON. */
export const lineOf = (exported: JsonObject) => `${printTree(exported)}\n`;
