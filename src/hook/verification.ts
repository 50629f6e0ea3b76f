import type { Flow } from '../form/flow.ts';
import type { IdentityStore } from '../store/identity-store.ts';
import type { Hook, HookEvent } from './hook.ts';
import { type StoredAddress, type VerificationStarter, verifiableAddressesOf } from './start-verification.ts';
import { rememberVerification, verificationItem } from './verification-item.ts';

export interface VerificationHookDependencies {
  readonly verifications: VerificationStarter;
  readonly identities: Pick<IdentityStore, 'get'>;
  /** `feature_flags.legacy_continue_with_verification_ui`: all addresses, each told to the client. */
  readonly everyAddress: boolean;
}

const isUnverified = ({ verified }: StoredAddress) => !verified;
/** An address that was written to before is not written to again whenever settings are changed. */
const isPending = ({ status }: StoredAddress) => status === 'pending';

/** Begins the verification of an address that is new (flows.md 25.6, `verification`). */
export function createVerificationHook({ verifications, identities, everyAddress }: VerificationHookDependencies): Hook {
  async function run(event: HookEvent<Flow>, isMeant: (address: StoredAddress) => boolean): Promise<undefined> {
    const { flow, exchange, continueWith } = event;
    rememberVerification(flow, undefined);
    const isBrowser = flow.type === 'browser';
    const meant = verifiableAddressesOf(event.identity).filter(
      (address) => isMeant(address) && verifications.reaches(address.via),
    );
    for (const address of everyAddress ? meant : meant.slice(0, 1)) {
      if (isBrowser && flow.kind !== 'settings') exchange.csrf.rotate();
      const { id } = await verifications.start(flow, exchange, event.identity, address);
      const started = { id, address: address.value };
      if (everyAddress) continueWith.push(verificationItem(started, isBrowser ? verifications.pageOf(id) : undefined));
      else rememberVerification(flow, started);
    }
    // What is shown of the identity says that the address was written to.
    if (meant.length > 0) event.identity = (await identities.get(event.identity.id)) ?? event.identity;
    return undefined;
  }

  return {
    name: 'verification',
    // A second factor says nothing new of an address.
    afterLogin: async (event) => (event.flow.requestedAal === 'aal1' ? run(event, isUnverified) : undefined),
    afterRegistration: (event) => run(event, isUnverified),
    afterSettings: (event) => run(event, isPending),
  };
}
