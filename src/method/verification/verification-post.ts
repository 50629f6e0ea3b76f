import type { Courier } from '../../courier/courier.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { FormFault } from '../../form/form-fault.ts';
import { identifierTaken } from '../../form/ui/messages/credential-messages.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import type { ChangeDependencies } from '../../identity/update.ts';
import { markAddressSent } from '../../identity/verify-address.ts';
import { isLooseEmail } from '../../schema/format/email.ts';
import type { IdentityRow, IdentityStore } from '../../store/identity-store.ts';
import type { PendingChangeStore } from '../../store/pending-change-store.ts';
import { type FlowSecrets, NOBODY, type SecretTarget } from '../flow-secrets.ts';
import { factsOf, minutes, viaOf } from '../message-facts.ts';
import type { AddressToVerify, DraftedMessage } from '../method.ts';

export interface VerificationPostDependencies {
  readonly identities: Pick<IdentityStore, 'get' | 'getByAddress'>;
  /** Flows may wait for the proof of an address that nobody has yet. */
  readonly pendingChanges: Pick<PendingChangeStore, 'ofFlow'>;
  readonly secrets: FlowSecrets;
  readonly courier: Courier;
  /** For noting that a message is on its way to an address. */
  readonly updates: ChangeDependencies;
  /** An identity as messages show it: no credentials, no `metadata_admin`. */
  readonly describe: (identity: IdentityRow) => Readonly<Record<string, unknown>>;
  readonly codeLifespanMs: number;
  readonly linkLifespanMs: number;
  /** `selfservice.flows.verification.notify_unknown_recipients` */
  readonly notifyUnknown: boolean;
  /** Base URL of the public API without a slash at the end. */
  readonly publicUrl: string;
}

/** Sends verification codes and links. Whether an address is somebody's shows neither in what comes back nor in the work that is done. */
export interface VerificationPost {
  /** A new code for what somebody typed; earlier ones of the flow end. */
  sendCode(flow: VerificationFlow, typed: string): Promise<void>;
  /** A new link for an e-mail address that somebody typed; earlier ones stay good. */
  sendLink(flow: VerificationFlow, typed: string): Promise<void>;
  /** The first code of a flow that is not stored yet, for a known address. */
  draftCode(flow: VerificationFlow, address: AddressToVerify): DraftedMessage;
  /** The first link of a flow that is not stored yet, for a known e-mail address. */
  draftLink(flow: VerificationFlow, address: AddressToVerify): DraftedMessage;
}

const targetOf = ({ identity, addressId }: AddressToVerify): SecretTarget => ({ identityId: identity.id, addressId });

export function createVerificationPost(dependencies: VerificationPostDependencies): VerificationPost {
  const { identities, pendingChanges, secrets, courier, updates, describe, notifyUnknown, publicUrl } = dependencies;
  const url = (query: string) => `${publicUrl}/self-service/verification?${query}`;

  /** Who is to have an address once it is verified. @throws FormFault when somebody else has it by now */
  async function futureOwnerOf(flow: VerificationFlow, isTaken: boolean, address: Pick<AddressToVerify, 'via' | 'value'>) {
    const change = flow.context.addressChange ? await pendingChanges.ofFlow(flow.id) : undefined;
    if (change?.via !== address.via || change.value !== address.value) return undefined;
    if (isTaken) throw new FormFault([{ message: identifierTaken() }]);
    const identity = await identities.get(change.identityId);
    return identity && { identity, addressId: null, ...address };
  }

  async function ownerOf(flow: VerificationFlow, via: 'email' | 'sms', typed: string): Promise<AddressToVerify | undefined> {
    // The stored form: what was typed may look the same and belong to somebody else.
    const value = normaliseIdentifier(typed);
    const owner = await identities.getByAddress('verifiable', via, value);
    const future = await futureOwnerOf(flow, owner !== undefined, { via, value });
    return future ?? (owner && { ...owner, via, value });
  }

  /**
   * Both at once: a message to a new address would otherwise take longer than one to an address that is nobody's. When the message
   * cannot be queued, the address counts as sent though it was not, which keeps nobody from asking again.
   */
  async function queueAndMark({ identity, addressId }: AddressToVerify, message: Parameters<Courier['send']>[0]): Promise<void> {
    await Promise.all([courier.send(message), addressId !== null && markAddressSent(identity.id, addressId, updates)]);
  }

  function mailCode(flow: VerificationFlow, address: AddressToVerify, code: string): Promise<void> {
    const { identity, value: to } = address;
    const model = {
      ...factsOf(flow),
      verificationCode: code,
      identity: describe(identity),
      expiresInMinutes: minutes(dependencies.codeLifespanMs),
    };
    const template = 'verification_code_valid';
    if (address.via !== 'email') return queueAndMark(address, { template, via: 'sms', to, model });
    const verificationUrl = url(`code=${code}&flow=${flow.id}`);
    return queueAndMark(address, { template, via: 'email', to, model: { ...model, verificationUrl } });
  }

  function mailLink(flow: VerificationFlow, address: AddressToVerify, token: string): Promise<void> {
    const model = {
      ...factsOf(flow),
      verificationUrl: url(`flow=${flow.id}&token=${token}`),
      identity: describe(address.identity),
      expiresInMinutes: minutes(dependencies.linkLifespanMs),
    };
    return queueAndMark(address, { template: 'verification_valid', via: 'email', to: address.value, model });
  }

  /** Tells an address that it is nobody's, if that is wanted; else does the work that telling would be. */
  async function toNobody(
    template: 'verification_code_invalid' | 'verification_invalid',
    flow: VerificationFlow,
    typed: string,
    issue: (target: SecretTarget) => Promise<unknown>,
  ): Promise<void> {
    if (!notifyUnknown || !isLooseEmail(typed)) return void (await issue(NOBODY));
    await courier.send({ template, via: 'email', to: typed, model: factsOf(flow) });
  }

  return {
    async sendCode(flow, typed) {
      const owner = await ownerOf(flow, viaOf(typed), typed);
      const issue = async (target: SecretTarget) => (await secrets.issueCodes(flow, [target], 'instead'))[0];
      const code = await issue(owner ? targetOf(owner) : NOBODY);
      if (owner && code !== undefined) return mailCode(flow, owner, code);
      return toNobody('verification_code_invalid', flow, typed, issue);
    },
    async sendLink(flow, typed) {
      const owner = await ownerOf(flow, 'email', typed);
      const issue = (target: SecretTarget) => secrets.issueLink(flow, target);
      const token = await issue(owner ? targetOf(owner) : NOBODY);
      if (owner && token !== undefined) return mailLink(flow, owner, token);
      return toNobody('verification_invalid', flow, typed, issue);
    },
    draftCode(flow, address) {
      const { secret: code, row: secret } = secrets.draft(flow, 'code', targetOf(address));
      return { secret, send: () => mailCode(flow, address, code) };
    },
    draftLink(flow, address) {
      const { secret: token, row: secret } = secrets.draft(flow, 'link', targetOf(address));
      return { secret, send: () => mailLink(flow, address, token) };
    },
  };
}
