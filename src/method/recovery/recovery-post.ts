import type { Courier } from '../../courier/courier.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { isLooseEmail } from '../../schema/format/email.ts';
import type { IdentityRow, IdentityStore } from '../../store/identity-store.ts';
import { type FlowSecrets, NOBODY, type SecretTarget } from '../flow-secrets.ts';
import { factsOf, minutes, type Via } from '../message-facts.ts';

export interface RecoveryPostDependencies {
  readonly identities: Pick<IdentityStore, 'getByAddress'>;
  readonly secrets: FlowSecrets;
  readonly courier: Courier;
  /** An identity as messages show it: no credentials, no `metadata_admin`. */
  readonly describe: (identity: IdentityRow) => Readonly<Record<string, unknown>>;
  readonly codeLifespanMs: number;
  readonly linkLifespanMs: number;
  /** `selfservice.flows.recovery.notify_unknown_recipients` */
  readonly notifyUnknown: boolean;
  /** Base URL of the public API without a slash at the end. */
  readonly publicUrl: string;
}

/** Sends recovery codes and links. Whether an address is somebody's shows neither in what comes back nor in the work that is done. */
export interface RecoveryPost {
  /** A new code for an address; earlier ones of the flow end. */
  sendCode(flow: RecoveryFlow, exchange: Exchange, via: Via, address: string): Promise<void>;
  /** A new link for an e-mail address; earlier ones stay good. */
  sendLink(flow: RecoveryFlow, exchange: Exchange, address: string): Promise<void>;
}

export function createRecoveryPost(dependencies: RecoveryPostDependencies): RecoveryPost {
  const { identities, secrets, courier, describe, codeLifespanMs, linkLifespanMs, notifyUnknown, publicUrl } = dependencies;

  /** Tells an address that it is nobody's, if that is wanted; else does the work that telling would be. */
  async function toNobody(
    template: 'recovery_code_invalid' | 'recovery_invalid',
    flow: RecoveryFlow,
    via: Via,
    address: string,
    issue: (target: SecretTarget) => Promise<unknown>,
  ): Promise<void> {
    if (!notifyUnknown || via !== 'email' || !isLooseEmail(address)) return void (await issue(NOBODY));
    await courier.send({ template, via, to: address, model: factsOf(flow) });
  }

  return {
    async sendCode(flow, exchange, via, address) {
      const to = normaliseIdentifier(address);
      const owner = await identities.getByAddress('recovery', via, to);
      const issue = async (target: SecretTarget) => (await secrets.issueCodes(flow, [target], 'instead'))[0];
      const code = await issue(owner ? { identityId: owner.identity.id, addressId: owner.addressId } : NOBODY);
      if (!owner || code === undefined) return toNobody('recovery_code_invalid', flow, via, address, issue);
      await courier.send({
        template: 'recovery_code_valid',
        via,
        // The stored address: what was typed may look the same and belong to somebody else.
        to,
        model: {
          ...factsOf(flow),
          recoveryCode: code,
          identity: describe(owner.identity),
          expiresInMinutes: minutes(codeLifespanMs),
        },
        requestHeaders: exchange.headers,
      });
    },

    async sendLink(flow, exchange, address) {
      const to = normaliseIdentifier(address);
      const owner = await identities.getByAddress('recovery', 'email', to);
      const issue = (target: SecretTarget) => secrets.issueLink(flow, target);
      const token = await issue(owner ? { identityId: owner.identity.id, addressId: owner.addressId } : NOBODY);
      if (!owner || token === undefined) return toNobody('recovery_invalid', flow, 'email', address, issue);
      await courier.send({
        template: 'recovery_valid',
        via: 'email',
        to,
        model: {
          ...factsOf(flow),
          recoveryUrl: `${publicUrl}/self-service/recovery?flow=${flow.id}&token=${token}`,
          identity: describe(owner.identity),
          expiresInMinutes: minutes(linkLifespanMs),
        },
        requestHeaders: exchange.headers,
      });
    },
  };
}
