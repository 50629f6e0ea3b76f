import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { LoginFlow } from '../../form/flow.ts';
import { parseGoBool } from '../../lib/go-bool.ts';
import type { Caller } from '../../session/session.ts';
import type { FlowEngine } from '../engine.ts';
import { organizationOf } from '../organization.ts';
import { refuseChallenge } from '../refuse-challenge.ts';
import { showBegun } from '../show-form.ts';
import { fillLoginForm } from './login-form.ts';

/** Asks for the first of two codes that are traded for the session in the end, when the flow ends in a browser. */
const EXCHANGE_CODE = 'return_session_token_exchange_code';

function aalOf(query: URLSearchParams): 'aal1' | 'aal2' {
  const value = (query.get('aal') ?? '').toLowerCase();
  if (value === '' || value === 'aal1') return 'aal1';
  if (value === 'aal2') return 'aal2';
  throw new ApiError('aal_unparsable', {
    params: { value },
    details: { pointer: 'aal', rule: 'enum', expected: 'aal1, aal2', got: value },
  });
}

/** Refuses a login that makes no sense for who asks (the table of flows.md 12.2). */
function assertUseful(requestedAal: 'aal1' | 'aal2', refresh: boolean, caller: Caller | undefined): void {
  if (!caller) {
    if (requestedAal === 'aal2') throw new ApiError('session_aal1_required');
    return;
  }
  const isUpgrade = requestedAal === 'aal2' && caller.session.aal !== 'aal2';
  if (!refresh && !isUpgrade) throw new ApiError('login_with_session');
}

/**
 * A login flow that fits a request, with its form; not stored yet.
 * @param former the flow whose place it takes: URL and schema are those that it was begun with
 * @throws ApiError
 */
export async function newLoginFlow(
  type: LoginFlow['type'],
  exchange: Exchange,
  engine: FlowEngine,
  former?: LoginFlow,
): Promise<LoginFlow> {
  const { query } = exchange;
  engine.urls.checkReturnTo(query);
  refuseChallenge(query);
  const requestedAal = aalOf(query);
  const caller = await exchange.caller();
  const refresh = caller !== undefined && parseGoBool(query.get('refresh') ?? '') === true;
  const flow: LoginFlow = {
    ...engine.book.begin('login', engine.flows.login.lifespanMs),
    kind: 'login',
    type,
    state: 'choose_method',
    active: undefined,
    requestUrl: former?.requestUrl ?? exchange.url,
    csrfToken: csrfTokenFor({ type }, exchange),
    refresh,
    requestedAal,
    identitySchema: requestedAal === 'aal1' ? (former?.identitySchema ?? engine.schemas.asked(query)) : undefined,
    organizationId: requestedAal === 'aal1' ? organizationOf(query, caller) : undefined,
  };
  assertUseful(requestedAal, refresh, caller);
  await fillLoginForm(flow, exchange, caller, engine);
  for (const hook of engine.hooks.login.before) await hook.before?.(flow, exchange);
  return flow;
}

/** Begins a login, in a browser or in a native app. */
export async function beginLogin(type: LoginFlow['type'], exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, hardErrors, tokenExchange } = engine;
  try {
    const flow = await newLoginFlow(type, exchange, engine);
    await book.add(flow);
    const asksForCode = type === 'api' && parseGoBool(exchange.query.get(EXCHANGE_CODE) ?? '') === true;
    if (!asksForCode || (await exchange.caller())) return showBegun(flow, exchange, urls);
    return { kind: 'flow', status: 200, flow, exchangeCode: await tokenExchange.begin(flow.id) };
  } catch (error) {
    const isSignedIn = error instanceof ApiError && error.code === 'login_with_session';
    if (isSignedIn && type === 'browser' && !exchange.isJson) return redirectTo(urls.returnToOf(exchange.query));
    return hardErrors.answer(error, exchange, { type });
  }
}
