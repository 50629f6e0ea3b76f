import { CREDENTIAL_TYPES, type CredentialType } from '../credential/credential.ts';
import type { FactorSettings } from '../credential/credential-kind.ts';
import type { CredentialKinds } from '../credential/kinds.ts';
import { ApiError } from '../error/api-error.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Credentials, Identity } from './identity.ts';

const isType = (text: string): text is CredentialType => (CREDENTIAL_TYPES as readonly string[]).includes(text);

/**
 * The identity without a credential, or without the part of it that `identifier` names.
 * @throws ApiError `credential_absent`, `credential_not_deletable`, `credential_last`, `credential_identifier_missing`, `credential_identifier_unknown`
 */
export function withoutCredential(
  identity: Identity,
  type: string,
  identifier: string | undefined,
  { kinds, factors, at }: { readonly kinds: CredentialKinds; readonly factors: FactorSettings; readonly at: Timestamp },
): Identity {
  const credential = isType(type) ? identity.credentials[type] : undefined;
  if (!credential && type === 'deviceauthn') throw new ApiError('identity_unknown');
  if (!credential) throw new ApiError('credential_absent', { params: { type, id: identity.id } });
  const kind = kinds.byType[credential.type];
  if (!kind.remove) throw new ApiError('credential_not_deletable', { params: { type } });
  const firstFactors = kinds.firstFactors(identity.credentials, factors);
  const left = kind.remove(credential, identifier, firstFactors, at);
  const { [credential.type]: _removed, ...others } = identity.credentials;
  const credentials: Credentials = left ? { ...others, [credential.type]: left } : others;
  return { ...identity, credentials };
}
