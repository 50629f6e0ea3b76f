import type { FastifyReply } from 'fastify';

const JSON_BODY = 'application/json; charset=utf-8';

/** Sends a JSON text that is ready. */
export function sendJson(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).header('content-type', JSON_BODY).send(`${text}\n`);
}

/** Sends an answer without a body. */
export function sendNothing(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}

/** The same, in words of the API whose answers without a body have a content type all the same. */
export function sendNothingAsJson(reply: FastifyReply): FastifyReply {
  return sendNothing(reply.header('content-type', JSON_BODY));
}
