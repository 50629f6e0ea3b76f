import type { ImportContext } from '../credential/credential-kind.ts';
import type { CredentialKinds } from '../credential/kinds.ts';
import { EMPTY_OBJECT, type JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Identity } from './identity.ts';
import { type CredentialImports, importCredentials } from './new-identity.ts';
import { assertRegion } from './region.ts';
import { stateOf } from './state.ts';

/** The body of an update: what is absent is cleared (traits, metadata, external id) or kept (the rest). */
export interface IdentityReplacement {
  readonly schemaId?: string;
  readonly traits?: JsonText;
  readonly metadataPublic?: JsonText;
  readonly metadataAdmin?: JsonText;
  readonly externalId?: string;
  readonly state?: string;
  readonly region?: string;
  readonly credentials?: CredentialImports;
}

/** The identity in another state, and since when. */
export function inState(identity: Identity, state: Identity['state'], at: Timestamp): Identity {
  return state === identity.state ? identity : { ...identity, state, stateChangedAt: at };
}

/**
 * The identity that an update wants.
 * @throws ApiError `state_invalid`, `region_invalid`, and those of the credential imports
 */
export async function replaced(
  current: Identity,
  body: IdentityReplacement,
  kinds: CredentialKinds,
  importing: ImportContext,
): Promise<Identity> {
  const { externalId: _externalId, metadataPublic: _metadataPublic, metadataAdmin: _metadataAdmin, ...kept } = current;
  const state = body.state === undefined || body.state === '' ? current.state : stateOf(body.state);
  if (body.region !== undefined && body.region !== '') assertRegion(body.region);
  const next: Identity = {
    ...kept,
    schemaId: body.schemaId === undefined || body.schemaId === '' ? current.schemaId : body.schemaId,
    traits: body.traits ?? EMPTY_OBJECT,
    ...(body.metadataPublic !== undefined && { metadataPublic: body.metadataPublic }),
    ...(body.metadataAdmin !== undefined && { metadataAdmin: body.metadataAdmin }),
    ...(body.externalId !== undefined && body.externalId !== '' && { externalId: body.externalId }),
    credentials: await importCredentials(current.credentials, body.credentials ?? {}, kinds, importing),
  };
  return inState(next, state, importing.now);
}
