import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import type { MethodId } from '../../method/method.ts';
import type { Caller } from '../../session/session.ts';
import { parkSettings } from './parked-settings.ts';
import type { SettingsEngine } from './settings-engine.ts';
import { submitUrlOf } from './submit-url.ts';

/** A change that only somebody who signed in just now may make (flows.md 17.2): it waits until that is done. */
export async function refreshFirst(
  flow: SettingsFlow,
  method: MethodId,
  exchange: Exchange,
  caller: Caller,
  engine: SettingsEngine,
): Promise<Answer> {
  const { urls } = engine;
  await parkSettings(flow, method, exchange, caller, engine);
  const url = urls.begin('login', { refresh: 'true', return_to: submitUrlOf(flow, urls) });
  if (flow.type === 'browser' && !exchange.isJson) return redirectTo(url);
  return { kind: 'error', error: new ApiError('session_refresh_required', { beside: { redirect_browser_to: url } }) };
}
