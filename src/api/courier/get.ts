import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { idOf } from '../sessions/path-id.ts';
import type { CourierApi } from './dependencies.ts';
import { renderMessage } from './serialise.ts';

/** getCourierMessage: a message with the attempts to deliver it. */
export async function getCourierMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, showContent }: CourierApi,
): Promise<FastifyReply> {
  const id = idOf(request);
  const message = await store.get(id);
  if (!message) throw new ApiError('message_unknown');
  return sendJson(reply, 200, renderMessage(message, { showContent, dispatches: await store.dispatchesOf(id) }));
}
