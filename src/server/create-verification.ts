import type { Config } from '../config/config.ts';
import type { Courier } from '../courier/courier.ts';
import { beginAddressChange } from '../flow/verification/begin-address-change.ts';
import { beginVerification } from '../flow/verification/begin-verification.ts';
import { fetchVerification } from '../flow/verification/fetch-verification.ts';
import { startVerification } from '../flow/verification/start-verification.ts';
import { submitVerification } from '../flow/verification/submit-verification.ts';
import type { VerificationEngine } from '../flow/verification/verification-engine.ts';
import type { FlowOperations } from '../form/operations.ts';
import type { AddressChanges } from '../hook/address-changes.ts';
import type { VerificationStarter } from '../hook/start-verification.ts';
import type { UpdateDependencies } from '../identity/update.ts';
import type { Clock } from '../lib/clock.ts';
import { createCodeVerification } from '../method/code/code-verification.ts';
import type { FlowSecrets } from '../method/flow-secrets.ts';
import { createLinkVerification } from '../method/link/link-verification.ts';
import type { VerificationPart } from '../method/method.ts';
import { createVerificationPost } from '../method/verification/verification-post.ts';
import type { IdentityRow, IdentityStore } from '../store/identity-store.ts';
import type { Store } from '../store/store.ts';

export interface VerificationPartsOptions {
  readonly config: Config;
  readonly identities: IdentityStore;
  readonly updates: UpdateDependencies;
  readonly store: Pick<Store, 'pendingChanges'>;
  readonly secrets: FlowSecrets;
  readonly courier: Courier;
  readonly describe: (row: IdentityRow) => Readonly<Record<string, unknown>>;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** The parts of the methods `code` and `link` in verification, as configured. */
export function createVerificationMethods(options: VerificationPartsOptions): {
  readonly code: VerificationPart;
  readonly link: VerificationPart;
} {
  const { config, secrets, clock } = options;
  const { methods, flows } = config.selfservice;
  const post = createVerificationPost({
    ...options,
    pendingChanges: options.store.pendingChanges,
    codeLifespanMs: methods.code.lifespanMs,
    linkLifespanMs: methods.link.lifespanMs,
    notifyUnknown: flows.verification.notifyUnknownRecipients,
  });
  const takesPhones = config.courier.sms !== undefined;
  return {
    code: createCodeVerification({ enabled: methods.code.enabled, secrets, post, takesPhones }),
    link: createLinkVerification({ enabled: methods.link.enabled, secrets, post, clock }),
  };
}

/** What hooks begin verifications with. @param engineOf the engine, which has hooks itself, once it is made */
export function createVerificationStarter(engineOf: () => VerificationEngine): VerificationStarter & AddressChanges {
  return {
    async isTaken({ via, value }, identityId) {
      const owner = await engineOf().identities.getByAddress('verifiable', via, value);
      return owner !== undefined && owner.identity.id !== identityId;
    },
    begin: (change) => beginAddressChange(change, engineOf()),
    keep: (flow) => engineOf().book.keep(flow),
    settingsPageOf: (flowId) => engineOf().urls.ui('settings', flowId),
    reaches(via) {
      const { methods, flows } = engineOf();
      const part = methods.find(({ id }) => id === flows.verification.use)?.verification;
      return part?.ways.includes(via) ?? true;
    },
    start: (parent, exchange, identity, { id, via, value }) =>
      startVerification(parent, exchange, { identity, addressId: id, via, value }, engineOf()),
    pageOf: (flowId) => engineOf().urls.ui('verification', flowId),
  };
}

/** Verification, for the routes. */
export function createVerificationOperations(engine: VerificationEngine): FlowOperations {
  return {
    begin: (type, exchange) => beginVerification(type, exchange, engine),
    fetch: (exchange) => fetchVerification(exchange, engine),
    submit: (exchange) => submitVerification(exchange, engine),
  };
}
