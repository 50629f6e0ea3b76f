import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import type { FlowEngine } from '../engine.ts';
import { organizationOf } from '../organization.ts';
import { refuseChallenge } from '../refuse-challenge.ts';
import { showBegun } from '../show-form.ts';
import { fillRegistrationForm } from './registration-form.ts';

/** @throws ApiError `registration_disabled` */
export function assertRegistrationEnabled({ flows }: FlowEngine): void {
  if (!flows.registration.enabled) throw new ApiError('registration_disabled');
}

/** A registration flow with its form; not stored yet. @throws ApiError */
export async function newRegistrationFlow(
  type: RegistrationFlow['type'],
  exchange: Exchange,
  engine: FlowEngine,
  from: Pick<RegistrationFlow, 'requestUrl' | 'identitySchema' | 'organizationId'>,
): Promise<RegistrationFlow> {
  const { book, flows, hooks } = engine;
  const flow: RegistrationFlow = {
    ...book.begin('registration', flows.registration.lifespanMs),
    kind: 'registration',
    type,
    state: 'choose_method',
    active: undefined,
    requestUrl: from.requestUrl,
    csrfToken: csrfTokenFor({ type }, exchange),
    identitySchema: from.identitySchema,
    organizationId: from.organizationId,
  };
  await fillRegistrationForm(flow, flows.registration.twoSteps ? 'profile' : 'whole', exchange, engine);
  for (const hook of hooks.registration.before) await hook.before?.(flow, exchange);
  return flow;
}

/** Begins a registration, in a browser or in a native app (flows.md 12.3). */
export async function beginRegistration(type: RegistrationFlow['type'], exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, schemas, hardErrors, tokenExchange } = engine;
  try {
    assertRegistrationEnabled(engine);
    const { query, url: requestUrl } = exchange;
    urls.checkReturnTo(query);
    refuseChallenge(query);
    const identitySchema = schemas.asked(query);
    if (await exchange.caller()) throw new ApiError('registration_with_session');
    const organizationId = organizationOf(query, undefined);
    const flow = await newRegistrationFlow(type, exchange, engine, { requestUrl, identitySchema, organizationId });
    await book.add(flow);
    if (type === 'browser' || query.get('return_session_token_exchange_code') !== 'true') return showBegun(flow, exchange, urls);
    return { kind: 'flow', status: 200, flow, exchangeCode: await tokenExchange.begin(flow.id) };
  } catch (error) {
    const isSignedIn = error instanceof ApiError && error.code === 'registration_with_session';
    if (isSignedIn && type === 'browser' && !exchange.isJson) return redirectTo(urls.returnToOf(exchange.query));
    return hardErrors.answer(error, exchange, { type });
  }
}
