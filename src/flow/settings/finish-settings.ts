import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import { settingsSaved } from '../../form/ui/messages/settings-messages.ts';
import { hooksFor, type SettingsEvent } from '../../hook/hook.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import { now, wireTime } from '../../lib/clock.ts';
import type { MethodId, ShownFactor } from '../../method/method.ts';
import type { Caller, StartedSession } from '../../session/session.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import { giveSession } from '../give-session.ts';
import { askBeforeSettings } from './ask-before-settings.ts';
import { addSettingsFlow } from './begin-settings.ts';
import { changeIdentity, type SettingsChange } from './change-identity.ts';
import type { SettingsEngine } from './settings-engine.ts';

/** The session of the caller, with a factor that was set up and so shown; how long it lasts stays as it was. */
async function withFactor(
  caller: Caller,
  identity: IdentityRow,
  factor: ShownFactor | undefined,
  { client }: Exchange,
  { sessions, clock }: SettingsEngine,
): Promise<StartedSession> {
  const { token, session: before } = caller;
  if (!factor) return { session: before, token, isNew: false };
  const { session } = sessions.continue({ ...caller, identity }, { ...factor, completed_at: wireTime(now(clock)) }, client);
  const { issuedAt, expiresAt, devices } = before;
  const started = { session: { ...session, issuedAt, expiresAt, devices }, token, isNew: false };
  await sessions.save(started);
  return started;
}

/** A change that is fine: it is stored, the form shows what is now, hooks run (flows.md 17.3). */
export async function finishSettings(
  flow: SettingsFlow,
  method: MethodId,
  outcome: SettingsChange,
  exchange: Exchange,
  caller: Caller,
  engine: SettingsEngine,
): Promise<Answer> {
  const { sessions, urls, hooks, flows, book } = engine;
  const isFresh = sessions.isPrivileged(caller.session, flows.settings.privilegedSessionMaxAgeMs);
  if (outcome.privileged && !isFresh) throw new ApiError('session_refresh_required');
  const returnUrl = urls.after({ ...flow, active: method });
  const refused = await askBeforeSettings(flow, method, outcome, { exchange, caller, isFresh }, engine);
  if (refused) return refused;
  const { before, after } = await changeIdentity(caller.identity.id, outcome, isFresh, engine);
  const identity = writeOf(after).row;
  const started = await withFactor(caller, identity, outcome.factor, exchange, engine);

  const { type, requestUrl } = flow;
  // Stored, too: the form leads on to it.
  const { ui, context } = await addSettingsFlow(exchange, identity, { type, requestUrl }, engine);
  flow.state = 'success';
  flow.ui = { ...ui, messages: [settingsSaved()] };
  flow.context = context;
  await book.keep(flow);

  const { continueWith } = flow;
  const event: SettingsEvent = { flow, exchange, identity, before, started, continueWith, returnUrl };
  for (const hook of hooksFor(hooks.settings, 'afterSettings', method)) {
    const answer = await hook.afterSettings?.(event);
    if (answer) return answer;
  }
  if (type === 'browser') {
    giveSession(started, exchange, caller, sessions);
    if (!exchange.isJson) return redirectTo(event.returnUrl);
    flow.continueWith.push({ action: 'redirect_browser_to', redirect_browser_to: event.returnUrl });
  }
  return { kind: 'flow', status: 200, flow, identity: event.identity };
}
