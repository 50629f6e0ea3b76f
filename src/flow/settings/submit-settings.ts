import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import { flowIdOf } from '../../form/flow-book.ts';
import { FormFault } from '../../form/form-fault.ts';
import { addEntries, resetMessages, upsertNodes } from '../../form/ui/container.ts';
import { settingsExpired, settingsMethodMissing } from '../../form/ui/messages/settings-messages.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { sortSettingsNodes } from '../../form/ui/sort-nodes.ts';
import { now } from '../../lib/clock.ts';
import type { Caller } from '../../session/session.ts';
import { flowExpired } from '../flow-expired.ts';
import { showFaults, showNext, toPage } from '../show-form.ts';
import { addSettingsFlow } from './begin-settings.ts';
import { finishSettings } from './finish-settings.ts';
import { hasShownEnough, showMore, signInFirst } from './gates.ts';
import { discardParked, resumedSettings } from './parked-settings.ts';
import { refreshFirst } from './refresh-first.ts';
import type { SettingsEngine } from './settings-engine.ts';
import { submitUrlOf } from './submit-url.ts';

/** An expired flow goes on as a new one, which says so. */
async function replaceExpired(
  expired: SettingsFlow,
  exchange: Exchange,
  caller: Caller,
  engine: SettingsEngine,
): Promise<Answer> {
  const { clock, urls } = engine;
  const { type, requestUrl } = expired;
  const messages = [settingsExpired(expired.expiresAt, now(clock))];
  const flow = await addSettingsFlow(exchange, caller.identity, { type, requestUrl, messages }, engine);
  if (type === 'api' || exchange.isJson) return { kind: 'error', error: flowExpired(expired, flow.id, clock) };
  return toPage(flow, urls);
}

/** What earlier submissions were told goes. That something was saved stays over a profile with a fault, as in the reference. */
function clearMessages({ ui }: SettingsFlow, exchange: Exchange): void {
  const good = (ui.messages ?? []).filter(({ type }) => type === 'success');
  resetMessages(ui);
  if (exchange.submission().text('method') === 'profile' && good.length > 0) ui.messages = good;
}

/** Asks the methods whose submission it is. @returns undefined when it is for none of them */
async function take(flow: SettingsFlow, exchange: Exchange, caller: Caller, engine: SettingsEngine): Promise<Answer | undefined> {
  const { methods, schemas, book, urls } = engine;
  const context = { caller, schema: schemas.of(caller.identity.schemaId) };
  clearMessages(flow, exchange);
  for (const { id, settings } of methods) {
    try {
      const outcome = await settings?.submit(flow, exchange, context);
      if (!outcome) continue;
      // What waited for a login is not to come after what was asked for later.
      await discardParked(exchange, engine, id);
      if (outcome.kind === 'change') return await finishSettings(flow, id, outcome, exchange, caller, engine);
      sortSettingsNodes(flow.ui, context.schema.fields);
      await book.keep(flow);
      return showNext(flow, exchange, urls, caller.identity);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'session_refresh_required')) throw error;
      return refreshFirst(flow, id, exchange, caller, engine);
    }
  }
  return undefined;
}

/** What was sent, or else what waited for a login; a browser that follows a link back from there sends nothing. */
async function takeOrResume(flow: SettingsFlow, exchange: Exchange, caller: Caller, engine: SettingsEngine): Promise<Answer> {
  const taken = exchange.method === 'GET' ? undefined : await take(flow, exchange, caller, engine);
  if (taken) return taken;
  const resumed = await resumedSettings(flow, exchange, caller, engine);
  const answer = resumed || exchange.method === 'GET' ? await take(flow, resumed ?? exchange, caller, engine) : undefined;
  if (!answer) throw new FormFault([{ message: settingsMethodMissing() }]);
  return answer;
}

/** Takes a change of one's own settings (flows.md 14.4 and 17). */
export async function submitSettings(exchange: Exchange, engine: SettingsEngine): Promise<Answer> {
  const { book, urls, schemas, hardErrors } = engine;
  let flow: SettingsFlow | undefined;
  let caller: Caller | undefined;
  try {
    caller = await exchange.caller();
    if (!caller) return signInFirst(exchange, engine);
    flow = await book.find('settings', flowIdOf(exchange.query));
    if (!flow) throw new ApiError('flow_unknown_restart', { params: { flow: 'settings' } });
    if (!hasShownEnough(caller, engine)) {
      return showMore(flow.type === 'api' || exchange.isJson, submitUrlOf(flow, urls), engine);
    }
    if (book.isExpired(flow)) return await replaceExpired(flow, exchange, caller, engine);
    if (flow.identityId !== caller.identity.id) throw new ApiError('settings_by_another');
    return await takeOrResume(flow, exchange, caller, engine);
  } catch (error) {
    const entries = formEntriesOf(error);
    if (!flow || !caller || !entries) return hardErrors.answer(error, exchange, flow);
    flow.transientPayload = undefined;
    addEntries(flow.ui, entries);
    upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)));
    sortSettingsNodes(flow.ui, schemas.of(caller.identity.schemaId).fields);
    await book.keep(flow);
    return showFaults(flow, exchange, urls, caller.identity);
  }
}
