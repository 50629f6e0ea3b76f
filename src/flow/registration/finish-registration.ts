import { type Answer, redirectTo } from '../../form/answer.ts';
import type { ContinueWith } from '../../form/continue-with.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import { hooksFor, type SessionEvent } from '../../hook/hook.ts';
import { now, wireTime } from '../../lib/clock.ts';
import type { RegistrationOutcome } from '../../method/method.ts';
import type { FlowEngine } from '../engine.ts';
import { giveSession } from '../give-session.ts';

type Registered = Extract<RegistrationOutcome, { readonly kind: 'registered' }>;

/** Somebody filled in everything: the identity is created, then hooks run, `session` last (flows.md 16.2). */
export async function finishRegistration(
  flow: RegistrationFlow,
  { identity: wanted, factor }: Registered,
  exchange: Exchange,
  engine: FlowEngine,
): Promise<Answer> {
  const { sessions, urls, hooks, clock, book, signUp } = engine;
  const { afterMethod } = hooks.registration;
  let input = wanted;
  for (const hook of afterMethod[flow.active ?? ''] ?? []) {
    input = (await hook.beforeRegistered?.(flow, input, exchange)) ?? input;
  }
  const identity = await signUp({ ...input, schemaId: flow.identitySchema ?? '' });

  const returnUrl = urls.after(flow);
  const isBrowser = flow.type === 'browser';
  const continueWith: ContinueWith[] =
    isBrowser && exchange.isJson ? [{ action: 'redirect_browser_to', redirect_browser_to: returnUrl }] : [];
  const started = sessions.start(identity, [{ ...factor, completed_at: wireTime(now(clock)) }], exchange.client);
  await sessions.save(started);
  const event: SessionEvent<RegistrationFlow> = { flow, exchange, identity, started, continueWith, returnUrl };
  const chosen = hooksFor(hooks.registration, 'afterRegistration', flow.active);
  for (const hook of chosen) {
    const answer = await hook.afterRegistration?.(event);
    if (answer) return answer;
  }
  await book.keep(flow);

  const signsIn = chosen.some(({ name }) => name === 'session');
  const { session, token } = started;
  if (!isBrowser) {
    if (!signsIn) return { kind: 'signed up', identity: event.identity, continueWith };
    continueWith.push({ action: 'set_ory_session_token', ory_session_token: token });
    return { kind: 'signed up', identity: event.identity, session, token, continueWith };
  }
  if (signsIn) giveSession(started, exchange, undefined, sessions);
  if (exchange.isJson) return { kind: 'signed up', identity: event.identity, ...(signsIn && { session }), continueWith };
  return redirectTo(event.returnUrl);
}
