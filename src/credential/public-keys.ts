import { type JsonText, jsonOf } from '../json/json-text.ts';
import { storedBytes } from './byte-member.ts';
import type { Credential } from './credential.ts';
import { type ImportFault, importFault, storedFault } from './import-fault.ts';
import { type PublicKey, publicKeyFrom } from './public-key.ts';
import type { PublicKeysImport } from './public-key-import.ts';
import { readConfig } from './read-config.ts';

/** The configuration of webauthn and passkey. `credentials` is null as long as nobody has given a list. */
export interface PublicKeys {
  readonly credentials: readonly PublicKey[] | null;
  /** Base64 with padding. */
  readonly userHandle: string | null;
}

function publicKeysFrom(config: Readonly<Record<string, unknown>>, fault: ImportFault): PublicKeys {
  const list = config.credentials ?? null;
  if (list !== null && !Array.isArray(list)) throw fault('/credentials', 'a list');
  return {
    credentials: list === null ? null : list.map((entry: unknown, index) => publicKeyFrom(entry, `/credentials/${index}`, fault)),
    userHandle: storedBytes(config.user_handle, '/user_handle', fault),
  };
}

/** Entries with the bytes of an imported id are replaced where they stand, as a whole; others are appended. */
function mergedEntries(stored: readonly PublicKey[], imported: readonly PublicKey[]): PublicKey[] {
  const merged = [...stored];
  const places = new Map<string, number>();
  for (const [place, { id }] of stored.entries()) if (!places.has(id ?? '')) places.set(id ?? '', place);
  for (const entry of imported) {
    const id = entry.id ?? '';
    const place = places.get(id);
    if (place === undefined) places.set(id, merged.push(entry) - 1);
    else merged[place] = entry;
  }
  return merged;
}

/**
 * What is stored after an import on top of what there is (contract 7.7).
 * @throws ApiError `credential_import` for malformed members of the import or of what is stored
 */
export function importPublicKeys(
  type: 'webauthn' | 'passkey',
  current: Credential | undefined,
  imported: PublicKeysImport,
): PublicKeys & { readonly importedHandle: string | null } {
  const given = publicKeysFrom(imported, importFault(type));
  const stored = current && publicKeysFrom(readConfig(current.config), storedFault(type));
  const merged = mergedEntries(stored?.credentials ?? [], given.credentials ?? []);
  return {
    credentials: merged.length > 0 ? merged : (stored?.credentials ?? null),
    userHandle: given.userHandle || (stored?.userHandle ?? null),
    importedHandle: given.userHandle || null,
  };
}

/** The stored form. */
export const publicKeysConfig = ({ credentials, userHandle }: PublicKeys): JsonText =>
  jsonOf({ credentials, user_handle: userHandle });
