import { CREDENTIAL_TYPES } from '../credential/credential.ts';
import type { FactorSettings } from '../credential/credential-kind.ts';
import type { CredentialKinds } from '../credential/kinds.ts';
import { providerLinks } from '../credential/provider-link.ts';
import type { Message } from '../form/ui/message.ts';
import { identifierTaken } from '../form/ui/messages/credential-messages.ts';
import { identifierTakenWithHints } from '../form/ui/messages/identifier-taken.ts';
import { type Conflict, conflictingIdentity } from '../identity/conflicting-identity.ts';
import type { Identity } from '../identity/identity.ts';
import { readCredentials, writeOf } from '../identity/stored-identity.ts';
import type { IdentityStore } from '../store/identity-store.ts';

export interface TakenMessageDependencies {
  /** `selfservice.flows.registration.login_hints` */
  readonly loginHints: boolean;
  readonly identities: IdentityStore;
  readonly kinds: CredentialKinds;
  readonly factors: FactorSettings;
}

/** Says that a value of an identity is somebody else's. */
export type TakenMessage = (wanted: Identity) => Promise<Message>;

/** What the user typed; the subject of an account elsewhere tells nobody anything. */
function hintOf({ value }: Conflict): string {
  if ('value' in value) return value.value.trim();
  return value.type === 'oidc' || value.type === 'saml' ? '' : value.identifier.trim();
}

const listOrNull = (list: readonly string[]) => (list.length > 0 ? list : null);

/** Makes the message about taken values: with hints it tells how the other account is signed in to (flows.md 16.4). */
export function createTakenMessage({ loginHints, identities, kinds, factors }: TakenMessageDependencies): TakenMessage {
  function withHints(conflict: Conflict): Message {
    const credentials = readCredentials(conflict.identity);
    const types = CREDENTIAL_TYPES.filter((type) => {
      const credential = credentials[type];
      return credential !== undefined && kinds.byType[type].firstFactors(credential, factors) > 0;
    });
    const links = types.flatMap((type) => (type === 'oidc' || type === 'saml' ? providerLinks(credentials[type]) : []));
    return identifierTakenWithHints({
      identifier: hintOf(conflict),
      credentialTypes: listOrNull(types),
      providers: listOrNull([...new Set(links.map(({ provider }) => provider))]),
    });
  }

  return async (wanted) => {
    const conflict = loginHints ? await conflictingIdentity(writeOf(wanted), identities) : undefined;
    return conflict ? withHints(conflict) : identifierTaken();
  };
}
