import type { Credential } from '../credential/credential.ts';
import { isObject, listIn, type Members, objectIn, readConfig } from '../credential/read-config.ts';
import { jsonOf } from '../json/json-text.ts';

/**
 * The list in the configuration of a type that holds several things, and what tells one of them from another. Recovery codes are not
 * among them: a new set makes the old one useless.
 */
const LISTS: { readonly [type in Credential['type']]?: readonly [list: string, ...keys: string[]] } = {
  oidc: ['providers', 'provider', 'subject'],
  saml: ['providers', 'provider', 'subject'],
  webauthn: ['credentials', 'id'],
  passkey: ['credentials', 'id'],
  deviceauthn: ['credentials', 'client_key_id'],
  code: ['addresses', 'channel', 'address'],
};

function withoutDoubles(entries: readonly unknown[], keys: readonly string[]): unknown[] {
  const keyOf = (entry: unknown) => JSON.stringify(keys.map((key) => objectIn(entry)[key]));
  const seen = new Set<string>();
  return entries.filter((entry) => {
    if (!isObject(entry) || seen.has(keyOf(entry))) return false;
    seen.add(keyOf(entry));
    return true;
  });
}

function mergedConfig(newer: Credential, older: Credential): Credential['config'] {
  const [list, ...keys] = LISTS[newer.type] ?? [];
  const [a, b]: Members[] = [readConfig(newer.config), readConfig(older.config)];
  if (list === undefined || a === undefined || b === undefined || listIn(b[list]).length === 0) return newer.config;
  return jsonOf({ ...a, [list]: withoutDoubles([...listIn(a[list]), ...listIn(b[list])], keys) });
}

/** One credential of two of the same type that an identity has: what both hold, and the newer one where only one can be. */
export function mergeCredentials(newer: Credential, older: Credential): Credential {
  return {
    ...newer,
    identifiers: [...new Set([...newer.identifiers, ...older.identifiers])],
    config: mergedConfig(newer, older),
    createdAt: older.createdAt < newer.createdAt ? older.createdAt : newer.createdAt,
  };
}
