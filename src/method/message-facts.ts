import type { RecoveryFlow, VerificationFlow } from '../form/flow.ts';
import { EMPTY_OBJECT } from '../json/json-text.ts';

/** The ways that codes travel; links have only the first. */
export type Via = 'email' | 'sms';

/** How a message reaches what somebody typed. */
export const viaOf = (address: string): Via => (address.includes('@') ? 'email' : 'sms');

/** A lifespan as messages tell it. */
export const minutes = (ms: number) => ms / 60_000;

/** What all messages of a flow tell. */
export function factsOf({ requestUrl, transientPayload = EMPTY_OBJECT }: RecoveryFlow | VerificationFlow) {
  return { requestUrl, transientPayload: JSON.parse(transientPayload) as Readonly<Record<string, unknown>> };
}
