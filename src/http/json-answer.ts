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
