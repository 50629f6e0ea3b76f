import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { jsonOf } from '../../json/json-text.ts';
import type { FlowEngine } from '../engine.ts';
import { withQuery } from '../flow-urls.ts';

const CLEAR_DATA = { 'clear-site-data': '"cookies", "storage", "cache"' };

/** Where a browser signs out: a URL with the logout token of its session (flows.md 20.1). */
export async function beginLogout(exchange: Exchange, { sessions, urls, hardErrors }: FlowEngine): Promise<Answer> {
  try {
    const { token } = await sessions.require(exchange.headers);
    urls.checkReturnTo(exchange.query);
    const logoutToken = sessions.logoutToken(token);
    const returnTo = exchange.query.get('return_to') ?? '';
    const parameters = { token: logoutToken, ...(returnTo !== '' && { return_to: returnTo }) };
    const url = withQuery(`${urls.publicUrl}/self-service/logout`, parameters);
    return { kind: 'json', json: jsonOf({ logout_url: url, logout_token: logoutToken }) };
  } catch (error) {
    return hardErrors.answer(error, exchange);
  }
}

/** Signs a browser out (flows.md 20.2). */
export async function finishLogout(exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { sessions, urls, hardErrors, flows } = engine;
  try {
    const logoutToken = exchange.query.get('token') ?? '';
    if (logoutToken === '') throw new ApiError('logout_token_missing');
    const { session, token, fromCookie } = await sessions.require(exchange.headers);
    if (!sessions.matchesLogoutToken(token, logoutToken)) throw new ApiError('logout_token_foreign');
    await sessions.revoke(session.id);
    if (fromCookie) exchange.setCookie(sessions.clearingCookie());
    exchange.csrf.rotate();
    const headers = flows.logout.clearBrowserData && exchange.url.startsWith('https:') ? CLEAR_DATA : {};
    if (exchange.isJson) return { kind: 'nothing', headers };
    return redirectTo(urls.afterLogout(exchange.query));
  } catch (error) {
    return hardErrors.answer(error, exchange);
  }
}

/** Ends the session whose token is in the body (flows.md 20.3). @throws ApiError */
export async function logoutNative(exchange: Exchange, { sessions }: FlowEngine): Promise<Answer> {
  const token = exchange.submission().text('session_token') ?? '';
  if (token === '' || !(await sessions.revokeByToken(token))) throw new ApiError('logout_session_unknown');
  return { kind: 'nothing' };
}
