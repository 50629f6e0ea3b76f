import type { Exchange } from '../../form/exchange.ts';
import type { Flow, VerificationFlow } from '../../form/flow.ts';
import type { AddressToVerify } from '../../method/method.ts';
import type { FlowEngine } from '../engine.ts';
import { emptyVerificationFlow, verificationMethod } from './new-verification-flow.ts';

/** The request that counts as the beginning: with what it says of the way back from a verification as the way back. */
function requestUrlAfter({ requestUrl }: Flow): string {
  if (!URL.canParse(requestUrl)) return requestUrl;
  const url = new URL(requestUrl);
  const query = url.searchParams;
  const returnTo = query.get('after_verification_return_to');
  if (returnTo === null) return requestUrl;
  if (returnTo !== '') query.set('return_to', returnTo);
  query.delete('after_verification_return_to');
  query.sort();
  return url.href;
}

/** What a verification is begun for, beyond its address. */
export interface VerificationPurpose {
  /** What the flow remembers. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Runs once the flow is stored, before anything is sent. */
  prepare(flow: VerificationFlow): Promise<void>;
}

/**
 * Begins the verification of an address by itself, out of another flow: the message is sent, the address noted as one that was
 * written to, and the form waits for the code (flows.md 19.4). To an address that is gone nothing is sent.
 * @throws ApiError `verification_method_missing`, and what `prepare` throws
 */
export async function startVerification(
  parent: Flow,
  exchange: Exchange,
  address: AddressToVerify,
  engine: FlowEngine,
  purpose?: VerificationPurpose,
): Promise<VerificationFlow> {
  const { book } = engine;
  const method = verificationMethod(engine);
  const flow = emptyVerificationFlow(parent.type, method, exchange, engine, requestUrlAfter(parent));
  flow.state = 'sent_email';
  flow.transientPayload = parent.transientPayload;
  Object.assign(flow.context, purpose?.context);
  const { secret, send } = method.verification.draft(flow, exchange, address);
  // The flow as it is going to be, and its code or link: one write, and both are there before anything is sent.
  const isStored = await book.add(flow, secret);
  if (!isStored) await book.add(flow);
  await purpose?.prepare(flow);
  if (isStored) await send();
  return flow;
}
