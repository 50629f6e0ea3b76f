import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { addMessage } from '../../form/ui/container.ts';
import { verificationExpired } from '../../form/ui/messages/verification-messages.ts';
import { now } from '../../lib/clock.ts';
import type { FlowEngine } from '../engine.ts';
import { toForm, toPage } from '../show-form.ts';
import { newVerificationFlow, verificationMethod } from './new-verification-flow.ts';

/**
 * A new flow takes the place of one that came too late, and says so. It is one of a browser, whatever the old one was: links in
 * e-mails are opened there (flows.md 19.2).
 * @throws ApiError `verification_method_missing`
 */
export async function replaceExpired(expired: VerificationFlow, exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, clock } = engine;
  const method = verificationMethod(engine, expired.active);
  exchange.csrf.rotate();
  const flow = await newVerificationFlow('browser', method, exchange, engine, expired.requestUrl);
  addMessage(flow.ui, verificationExpired(expired.expiresAt, now(clock)));
  await book.add(flow);
  return expired.type === 'api' || exchange.isJson ? toForm(flow, urls) : toPage(flow, urls);
}
