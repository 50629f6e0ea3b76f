import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { aalRequired } from '../../session/aal-required.ts';
import type { Caller } from '../../session/session.ts';
import type { FlowEngine } from '../engine.ts';

/** Who is not signed in has no settings to look at or change (flows.md 17.1). */
export function signInFirst(exchange: Exchange, { flows }: FlowEngine): Answer {
  if (exchange.isJson) return { kind: 'error', error: new ApiError('settings_session_missing') };
  return redirectTo(flows.login.uiUrl, 302);
}

/** Whether a session has shown the factors that settings ask for. */
export function hasShownEnough({ session, identity }: Caller, { sessions, flows }: FlowEngine): boolean {
  return sessions.satisfies(session, identity, flows.settings.requiredAal);
}

/** Sends a browser to show another factor, and tells programs to. @param returnTo where the browser goes once it has */
export function showMore(isProgram: boolean, returnTo: string | undefined, { urls }: FlowEngine): Answer {
  if (isProgram) return { kind: 'error', error: aalRequired(urls.publicUrl, returnTo) };
  return redirectTo(urls.begin('login', { aal: 'aal2', ...(returnTo !== undefined && { return_to: returnTo }) }));
}
