import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { resetMessages, upsertNodes } from '../../form/ui/container.ts';
import { recovered } from '../../form/ui/messages/recovery-messages.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { hooksFor, type SessionEvent } from '../../hook/hook.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import { verifyAddress } from '../../identity/verify-address.ts';
import { now, timestampOf, wireTime } from '../../lib/clock.ts';
import type { RecoveryOutcome } from '../../method/method.ts';
import type { StartedSession } from '../../session/session.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import { goElsewhere } from '../elsewhere.ts';
import { queryOfFlow, withQuery } from '../flow-urls.ts';
import type { RecoveryEngine } from './recovery-engine.ts';
import { retryRecovery } from './retry-recovery.ts';

type Recovered = Extract<RecoveryOutcome, { readonly kind: 'recovered' }>;

interface Address {
  readonly id: string;
  readonly via: string;
  readonly value: string;
}

/** The identity, after what received the secret counts as verified. @throws ApiError `identity_unknown` */
async function provenIdentity(
  { identityId, addressId }: Recovered,
  { identities, updates }: RecoveryEngine,
): Promise<IdentityRow> {
  const row = await identities.get(identityId);
  if (!row) throw new ApiError('identity_unknown');
  const address = (JSON.parse(row.recoveryAddresses) as Address[]).find(({ id }) => id === addressId);
  if (!address) return row;
  return writeOf(await verifyAddress(identityId, { via: address.via, value: address.value }, updates)).row;
}

/** Notes on the flow who was recovered. A browser gets a new anti-CSRF cookie, and the flow along with it. */
async function pass(flow: RecoveryFlow, identityId: string, isBrowser: boolean, exchange: Exchange, { book }: RecoveryEngine) {
  flow.state = 'passed_challenge';
  flow.recoveredIdentityId = identityId;
  resetMessages(flow.ui);
  if (isBrowser) {
    exchange.csrf.rotate();
    flow.csrfToken = exchange.csrf.token();
    upsertNodes(flow.ui, csrfNode(flow.csrfToken));
  }
  if (!(await book.keep(flow))) throw new ApiError('flow_unknown_restart', { params: { flow: 'recovery' } });
}

/** The request that counts as the beginning of the settings flow: it leads to where the recovery was to lead. */
function settingsUrl(flow: RecoveryFlow, exchange: Exchange, { flows }: RecoveryEngine): string {
  const returnTo = queryOfFlow(flow).get('return_to') || flows.recovery.around.returnUrl;
  return returnTo === undefined ? exchange.url : withQuery(exchange.url, { return_to: returnTo });
}

async function answer(
  flow: RecoveryFlow,
  identity: IdentityRow,
  { session, token }: StartedSession,
  { isBrowser, isLink }: { readonly isBrowser: boolean; readonly isLink: boolean },
  exchange: Exchange,
  engine: RecoveryEngine,
  skippedTo: string | undefined,
): Promise<Answer> {
  const { urls, clock, flows, continueWithTransitions } = engine;
  if (!isBrowser) flow.continueWith.push({ action: 'set_ory_session_token', ory_session_token: token });
  if (skippedTo !== undefined) {
    return exchange.prefersJson && !isLink ? { kind: 'flow', status: 200, flow } : redirectTo(skippedTo);
  }
  const micros = clock.micros();
  const until = timestampOf(micros + flows.settings.privilegedSessionMaxAgeMs * 1000);
  const { id } = await engine.beginSettings(exchange, identity, session, {
    type: isBrowser ? 'browser' : 'api',
    requestUrl: settingsUrl(flow, exchange, engine),
    messages: [recovered(until, timestampOf(micros))],
  });
  const url = urls.ui('settings', id);
  if (isLink) return redirectTo(url);
  if (continueWithTransitions && (!isBrowser || exchange.isJson)) {
    flow.continueWith.push({ action: 'show_settings_ui', flow: isBrowser ? { id, url } : { id } });
    return { kind: 'flow', status: 200, flow };
  }
  return goElsewhere(url, exchange);
}

/** Somebody showed that an address, or a secret from an administrator, is theirs: they are signed in anew (flows.md 18.3). */
export async function finishRecovery(
  flow: RecoveryFlow,
  outcome: Recovered,
  exchange: Exchange,
  engine: RecoveryEngine,
): Promise<Answer> {
  const { sessions, hooks, urls, flows, clock } = engine;
  const isLink = outcome.asBrowser;
  const isBrowser = isLink || flow.type === 'browser';
  const skipsSettings = queryOfFlow(flow).get('skip_settings') === 'true';
  const returnUrl = skipsSettings ? urls.after(flow) : flows.settings.uiUrl;
  await pass(flow, outcome.identityId, isBrowser, exchange, engine);
  const identity = await provenIdentity(outcome, engine);

  let event: SessionEvent<RecoveryFlow>;
  try {
    const factor = { method: outcome.method, aal: 'aal1', completed_at: wireTime(now(clock)) } as const;
    // Always a new session: one that somebody may have put into the browser before is not the one that is recovered.
    const started = sessions.start(identity, [factor], exchange.client);
    event = { flow, exchange, identity, started, continueWith: flow.continueWith, returnUrl };
    for (const hook of hooksFor(hooks.recovery, 'afterRecovery', flow.active)) {
      const elsewhere = await hook.afterRecovery?.(event);
      if (elsewhere) return elsewhere;
    }
  } catch (error) {
    const entries = formEntriesOf(error);
    if (!entries) throw error;
    const told = error instanceof ApiError ? error : undefined;
    return retryRecovery(flow, { method: isLink ? 'link' : 'code', entries, error: told, asBrowser: isLink }, exchange, engine);
  }

  const { started } = event;
  await sessions.save(started);
  if (isBrowser) exchange.setCookie(sessions.cookie(started));
  const skippedTo = skipsSettings ? event.returnUrl : undefined;
  return answer(flow, event.identity, started, { isBrowser, isLink }, exchange, engine, skippedTo);
}
