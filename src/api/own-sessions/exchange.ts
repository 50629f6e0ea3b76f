import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { queryOf } from '../../http/request.ts';
import { now } from '../../lib/clock.ts';
import { renderSession } from '../sessions/serialise.ts';
import type { OwnSessionApi } from './dependencies.ts';

/** exchangeSessionToken: the session of a flow that ended in a browser, for the two codes of the flow. */
export async function exchangeSessionToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, tokenExchange, clock, schemaUrls, flowOf }: OwnSessionApi,
): Promise<FastifyReply> {
  const query = queryOf(request);
  const [initCode, returnToCode] = [query.get('init_code') ?? '', query.get('return_to_code') ?? ''];
  if (initCode === '' || returnToCode === '') {
    throw new ApiError('token_exchange_codes_missing', {
      details: { pointer: initCode === '' ? 'init_code' : 'return_to_code', rule: 'required', expected: 'a code' },
    });
  }
  const found = await tokenExchange.find(initCode, returnToCode);
  if (!found) throw new ApiError('token_exchange_unknown');
  if (!found.session) {
    const flow = await flowOf(found.flowId);
    if (flow === undefined) throw new ApiError('token_exchange_unknown');
    return sendJson(reply, 422, flow);
  }
  const session = await store.sessions.get(found.session.id);
  if (!session) throw new ApiError('session_unknown');
  const identity = await store.identities.get(session.identityId);
  const text = renderSession(session, {
    at: now(clock),
    schemaUrls,
    metadataAdmin: 'never',
    devices: 'empty',
    ...(identity && { identity }),
  });
  return sendJson(reply, 200, `{"session_token":${JSON.stringify(found.session.token)},"session":${text}}`);
}
