import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

/**
 * An identity as it is stored, without the configuration of its credentials. The JSON columns are in the form of the wire
 * (`docs` of the API), so that a read puts them into its answer as they are.
 */
export interface IdentityRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly schemaId: string;
  readonly state: 'active' | 'inactive';
  readonly stateChangedAt: Timestamp | null;
  readonly traits: JsonText;
  readonly metadataPublic: JsonText | null;
  readonly metadataAdmin: JsonText | null;
  /** Object by credential type: `{type, identifiers, version, created_at, updated_at}`, keys and identifiers sorted; `{}` for none. */
  readonly credentials: JsonText;
  /** List of verifiable addresses, sorted by id. */
  readonly verifiableAddresses: JsonText;
  /** List of recovery addresses, sorted by id. */
  readonly recoveryAddresses: JsonText;
  readonly availableAal: 'aal0' | 'aal1' | 'aal2' | null;
  readonly organizationId: string | null;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** Counts the writes of this identity, from 1; what a replacement says it was made from. */
  readonly revision: number;
}

/** With the secrets: `configs` is an object by credential type whose members are the stored configurations. */
export interface IdentityRowWithConfigs extends IdentityRow {
  readonly configs: JsonText;
}

/** What a list shows of an identity. `credentials` is there in the lists by identifier and by prefix. */
export interface ListedIdentity extends Omit<IdentityRow, 'credentials' | 'availableAal' | 'revision'> {
  readonly credentials?: JsonText | undefined;
}

/** Unique per network: no two credentials of one type have the same identifier. */
export interface IdentifierKey {
  readonly type: string;
  readonly identifier: string;
}

/** Unique per network: kind, via and value. `id` is what codes and tokens sent to the address refer to. */
export interface AddressKey {
  readonly kind: 'verifiable' | 'recovery';
  readonly id: string;
  readonly via: string;
  readonly value: string;
}

/** An identity found by one of its addresses. */
export interface AddressOwner {
  readonly identity: IdentityRow;
  readonly addressId: string;
}

/**
 * Everything that a write of an identity stores. `revision` of the row is ignored: the store counts. The documents of the row
 * name the same identifiers and addresses as the keys beside it: a delete goes by them.
 */
export interface IdentityWrite {
  readonly row: IdentityRowWithConfigs;
  readonly identifiers: readonly IdentifierKey[];
  readonly addresses: readonly AddressKey[];
}

export type IdentityFilter =
  | { readonly by: 'all' }
  | { readonly by: 'ids'; readonly ids: readonly string[] }
  | { readonly by: 'organization'; readonly id: string }
  /** An identifier of password, webauthn or code credentials (normalised) or of oidc or saml ones (verbatim). */
  | { readonly by: 'identifier'; readonly normalised: string; readonly verbatim: string }
  /** The beginning of such an identifier; with `exact`, the normalised one is meant whole. */
  | { readonly by: 'prefix'; readonly normalised: string; readonly exact: boolean; readonly verbatim: string };

export interface IdentityPage {
  /** Only identities with an id greater than this. */
  readonly after?: string;
  /** Rows to leave out (old style of pages; at most 1,000). */
  readonly offset?: number;
  readonly limit: number;
}

/** Every operation is atomic; one that resolves is durable. Ids are canonical lower-case UUIDs. */
export interface IdentityStore {
  /** One statement by primary key. */
  get(id: string): Promise<IdentityRow | undefined>;
  getWithConfigs(id: string): Promise<IdentityRowWithConfigs | undefined>;
  getByExternalId(externalId: string): Promise<IdentityRowWithConfigs | undefined>;
  /** Whose a normalised address is, and its id. One statement. */
  getByAddress(kind: AddressKey['kind'], via: string, value: string): Promise<AddressOwner | undefined>;
  /** Whose identifier of a credential this is, in its stored form. */
  getByIdentifier(type: string, identifier: string): Promise<IdentityRowWithConfigs | undefined>;
  /** In ascending order of ids. */
  list(filter: IdentityFilter, page: IdentityPage): Promise<ListedIdentity[]>;
  listWithConfigs(filter: IdentityFilter, page: IdentityPage): Promise<IdentityRowWithConfigs[]>;
  /** All identities of the network. Grows with their number: for the old style of pages only. */
  count(): Promise<number>;
  /**
   * Stores new identities, each whole or not at all; earlier ones win over later ones of the same call.
   * @returns for each, in order, whether it was created or its id, external id, an identifier or an address is taken
   */
  create(writes: readonly IdentityWrite[]): Promise<readonly ('created' | 'conflict')[]>;
  /**
   * Stores a new state of an identity if it is still at the revision that the new state was made from.
   * `stale`: it is not, or it is gone. `conflict`: a value is taken; nothing was changed.
   */
  replace(next: IdentityWrite, previous: IdentityWrite): Promise<'replaced' | 'stale' | 'conflict'>;
  /** Deletes an identity and what belongs to it. @returns whether there was one */
  delete(id: string): Promise<boolean>;
}
