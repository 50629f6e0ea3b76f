import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import { addMessage } from '../../form/ui/container.ts';
import type { Message } from '../../form/ui/message.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import { showBegun } from '../show-form.ts';
import { hasShownEnough, showMore } from './gates.ts';
import { discardParked } from './parked-settings.ts';
import type { SettingsEngine } from './settings-engine.ts';
import { fillSettingsForm } from './settings-form.ts';

export interface SettingsBeginning {
  readonly type: SettingsFlow['type'];
  /** The request that counts as the beginning, with the `return_to` that the flow leads to. */
  readonly requestUrl: string;
  /** What the form says when it is shown first. */
  readonly messages?: readonly Message[];
}

/**
 * Begins a settings flow of an identity and stores it; hooks run before the form is filled. What waited for a login in an earlier
 * one is dropped.
 * @throws ApiError
 */
export async function addSettingsFlow(
  exchange: Exchange,
  { id: identityId }: Pick<IdentityRow, 'id'>,
  { type, requestUrl, messages = [] }: SettingsBeginning,
  engine: SettingsEngine,
): Promise<SettingsFlow> {
  const { book, flows, hooks } = engine;
  const flow: SettingsFlow = {
    ...book.begin('settings', flows.settings.lifespanMs),
    kind: 'settings',
    type,
    state: 'show_form',
    active: undefined,
    requestUrl,
    csrfToken: csrfTokenFor({ type }, exchange),
    identityId,
    continueWith: [],
  };
  for (const hook of hooks.settings.before) await hook.before?.(flow, exchange);
  await fillSettingsForm(flow, exchange, engine);
  for (const message of messages) addMessage(flow.ui, message);
  if (!(await book.add(flow))) throw new ApiError('identity_unknown');
  await discardParked(exchange, engine);
  return flow;
}

/** Nobody is signed in (flows.md 12.4). */
function signInToBegin(type: SettingsFlow['type'], exchange: Exchange, { urls }: SettingsEngine): Answer {
  if (type === 'api') throw new ApiError('session_needed');
  if (exchange.isJson) throw new ApiError('session_inactive', { beside: { CredentialsMissing: false } });
  const returnTo = exchange.query.get('return_to') ?? '';
  return redirectTo(urls.begin('login', returnTo === '' ? {} : { return_to: returnTo }));
}

/** Where a browser begins anew once it has shown another factor: only worth the while when it was to be led somewhere. */
function beginningOf(type: SettingsFlow['type'], { query }: Exchange, { urls }: SettingsEngine): string | undefined {
  if (type === 'api' || !query.get('return_to')) return undefined;
  return urls.begin('settings', Object.fromEntries(query));
}

/** Begins a change of one's own settings, in a browser or in a native app. */
export async function beginSettings(type: SettingsFlow['type'], exchange: Exchange, engine: SettingsEngine): Promise<Answer> {
  const { urls, hardErrors } = engine;
  try {
    const caller = await exchange.caller();
    if (!caller) return signInToBegin(type, exchange, engine);
    if (!hasShownEnough(caller, engine)) {
      return showMore(type === 'api' || exchange.isJson, beginningOf(type, exchange, engine), engine);
    }
    urls.checkReturnTo(exchange.query);
    const flow = await addSettingsFlow(exchange, caller.identity, { type, requestUrl: exchange.url }, engine);
    return showBegun(flow, exchange, urls, caller.identity);
  } catch (error) {
    if (type === 'api' && error instanceof ApiError) return { kind: 'error', error };
    return hardErrors.answer(error, exchange);
  }
}
