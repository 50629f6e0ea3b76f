import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { resetMessages, upsertNodes } from '../../form/ui/container.ts';
import { continueLabel } from '../../form/ui/messages/label-messages.ts';
import {
  emailVerified,
  phoneVerified,
  verificationCodeInvalid,
  verificationTokenInvalid,
} from '../../form/ui/messages/verification-messages.ts';
import { anchorNode, csrfNode } from '../../form/ui/nodes.ts';
import { hooksFor } from '../../hook/hook.ts';
import type { Identity } from '../../identity/identity.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import { verifyAddress } from '../../identity/verify-address.ts';
import type { VerificationOutcome } from '../../method/method.ts';
import type { FlowUrls } from '../flow-urls.ts';
import { type AppliedChange, applyAddressChange } from './apply-address-change.ts';
import { retryVerification } from './retry-verification.ts';
import { showVerification } from './show-verification.ts';
import type { VerificationEngine } from './verification-engine.ts';

type Verified = Extract<VerificationOutcome, { readonly kind: 'verified' }>;

/** Where the flow leads: to the `return_to` it was begun with, or, where that is not allowed, where the configuration says. */
function continueUrl(flow: VerificationFlow, urls: FlowUrls): string {
  try {
    return urls.after(flow);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return urls.after({ ...flow, requestUrl: urls.begin('verification') });
  }
}

/** The flow is now that of the browser which brought the code or the link: that is where it is shown, whatever comes of it. */
function adopt(flow: VerificationFlow, exchange: Exchange): void {
  if (flow.type === 'api') return;
  flow.csrfToken = csrfTokenFor(flow, exchange);
  upsertNodes(flow.ui, csrfNode(flow.csrfToken));
}

/** Turns the form into one that says that the address is verified, and leads on. */
function pass(flow: VerificationFlow, via: string, returnUrl: string): void {
  const group = flow.active === 'link' ? 'link' : 'code';
  const onward = anchorNode(group, 'continue', returnUrl, continueLabel());
  onward.meta.label = continueLabel();
  flow.state = 'passed_challenge';
  flow.ui = {
    method: 'GET',
    action: returnUrl,
    nodes: [csrfNode(flow.csrfToken), onward],
    messages: [via === 'email' ? emailVerified() : phoneVerified()],
  };
}

/** What was shown: an address is verified, maybe along with a change that waited for that. */
interface Proof {
  readonly identity: Identity;
  readonly via: string;
  readonly applied?: AppliedChange;
}

/** @returns undefined where it shows nothing (any more) */
async function prove(
  flow: VerificationFlow,
  { identityId, addressId }: Verified,
  engine: VerificationEngine,
): Promise<Proof | undefined> {
  if (addressId === null) {
    const applied = await applyAddressChange(flow, engine);
    return applied && { identity: applied.after, via: applied.change.via, applied };
  }
  const identity = await verifyAddress(identityId, addressId, engine.updates);
  const address = identity.verifiableAddresses.find(({ id }) => id === addressId);
  return address && { identity, via: address.via };
}

/** The change of settings that waited is made: what is to happen after one happens now. */
async function settle({ change, session, before, after }: AppliedChange, exchange: Exchange, engine: VerificationEngine) {
  const { book, hooks, urls } = engine;
  const flow = await book.find('settings', change.settingsFlowId);
  if (!flow) return;
  const started = { session, token: '', isNew: false };
  const returnUrl = urls.ui('settings', flow.id);
  const event = { flow, exchange, identity: writeOf(after).row, before, started, continueWith: [], returnUrl };
  for (const hook of hooksFor(hooks.settings, 'afterSettings', 'profile')) await hook.afterSettings?.(event);
}

/** Runs the hooks. @returns what the answer is instead, where there is one */
async function runHooks(
  flow: VerificationFlow,
  { identity, applied }: Proof,
  returnUrl: string,
  exchange: Exchange,
  engine: VerificationEngine,
): Promise<Answer | undefined> {
  const event = { flow, exchange, identity: writeOf(identity).row, continueWith: [], returnUrl };
  try {
    if (applied) await settle(applied, exchange, engine);
    for (const hook of hooksFor(engine.hooks.verification, 'afterVerification', flow.active)) {
      const answer = await hook.afterVerification?.(event);
      if (answer) return answer;
    }
    return undefined;
  } catch (error) {
    const entries = formEntriesOf(error);
    if (!entries) throw error;
    return retryVerification(flow, { entries }, exchange, engine);
  }
}

/** Somebody showed that messages to an address reach them (methods.md 2.9.3). */
export async function finishVerification(
  flow: VerificationFlow,
  outcome: Verified,
  exchange: Exchange,
  engine: VerificationEngine,
): Promise<Answer> {
  const { book, urls } = engine;
  adopt(flow, exchange);
  const proof = await prove(flow, outcome, engine);
  if (!proof) {
    resetMessages(flow.ui);
    flow.ui.messages = [flow.active === 'link' ? verificationTokenInvalid() : verificationCodeInvalid()];
    await book.keep(flow);
    return showVerification(flow, exchange, urls);
  }
  const returnUrl = continueUrl(flow, urls);
  pass(flow, proof.via, returnUrl);
  await book.keep(flow);
  const answer = await runHooks(flow, proof, returnUrl, exchange, engine);
  if (answer) return answer;
  flow.transientPayload = undefined;
  return showVerification(flow, exchange, urls);
}
