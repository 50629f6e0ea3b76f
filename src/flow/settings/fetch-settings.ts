import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { flowOver } from '../fetch-flow.ts';
import { hasShownEnough, showMore, signInFirst } from './gates.ts';
import type { SettingsEngine } from './settings-engine.ts';

/** Shows a settings flow to whose settings these are (flows.md 13). @throws ApiError */
export async function fetchSettings(exchange: Exchange, engine: SettingsEngine): Promise<Answer> {
  const { book, urls } = engine;
  const caller = await exchange.caller();
  if (!caller) return signInFirst(exchange, engine);
  const flow = await book.find('settings', exchange.query.get('id'));
  if (!flow) throw new ApiError('flow_unknown');
  if (flow.identityId !== caller.identity.id) throw new ApiError('settings_of_another');
  if (!hasShownEnough(caller, engine)) return showMore(true, urls.ui('settings', flow.id), engine);
  if (book.isExpired(flow)) throw flowOver(flow, urls);
  return { kind: 'flow', status: 200, flow, identity: caller.identity };
}
