import { type Answer, redirectTo } from '../../form/answer.ts';
import type { ContinueWith } from '../../form/continue-with.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { LoginFlow } from '../../form/flow.ts';
import { hooksFor, type SessionEvent } from '../../hook/hook.ts';
import { now, wireTime } from '../../lib/clock.ts';
import type { LoginOutcome } from '../../method/method.ts';
import type { Caller } from '../../session/session.ts';
import { goElsewhere } from '../elsewhere.ts';
import type { FlowEngine } from '../engine.ts';
import { queryOfFlow } from '../flow-urls.ts';
import { giveSession } from '../give-session.ts';

type Authenticated = Extract<LoginOutcome, { readonly kind: 'authenticated' }>;

/** Where a browser shows its second factor. */
function secondFactorUrl(flow: LoginFlow, { urls }: FlowEngine): string {
  const returnTo = queryOfFlow(flow).get('return_to') ?? '';
  return urls.begin('login', { aal: 'aal2', ...(returnTo !== '' && { return_to: returnTo }) });
}

/** Somebody proved who they are: hooks run, then the session begins or goes on (flows.md 15.2). */
export async function finishLogin(
  flow: LoginFlow,
  { identity, factor }: Authenticated,
  exchange: Exchange,
  caller: Caller | undefined,
  engine: FlowEngine,
): Promise<Answer> {
  const { sessions, urls, hooks, clock, requiredAal, book } = engine;
  const method = { ...factor, completed_at: wireTime(now(clock)) };
  const started =
    caller?.identity.id === identity.id
      ? sessions.continue({ ...caller, identity }, method, exchange.client)
      : sessions.start(identity, [method], exchange.client);

  const returnUrl = urls.after(flow);
  const isBrowser = flow.type === 'browser';
  const continueWith: ContinueWith[] =
    isBrowser && exchange.isJson ? [{ action: 'redirect_browser_to', redirect_browser_to: returnUrl }] : [];
  const event: SessionEvent<LoginFlow> = { flow, exchange, identity, started, continueWith, returnUrl };
  for (const hook of hooksFor(hooks.login, 'afterLogin', flow.active)) {
    const answer = await hook.afterLogin?.(event);
    if (answer) return answer;
  }

  await sessions.save(started, book.changeOf(flow));
  if (isBrowser) giveSession(started, exchange, caller, sessions);
  const { session, token } = started;
  const satisfied = sessions.satisfies(session, event.identity, requiredAal);
  if (!isBrowser) {
    return { kind: 'signed in', session, token, continueWith, ...(satisfied && { identity: event.identity }) };
  }
  if (!satisfied) return goElsewhere(secondFactorUrl(flow, engine), exchange);
  if (exchange.isJson) return { kind: 'signed in', session, identity: event.identity, continueWith };
  return redirectTo(event.returnUrl);
}
