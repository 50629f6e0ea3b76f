import type { FastifyReply } from 'fastify';

const JSON_BODY = 'application/json; charset=utf-8';

/** From so many characters on a text is encoded here: Node would first take three times its length of memory for it. */
const LONG = 16_384;

/** Sends a JSON text that is ready. */
export function sendJson(reply: FastifyReply, status: number, text: string): FastifyReply {
  const body = `${text}\n`;
  return reply
    .code(status)
    .header('content-type', JSON_BODY)
    .send(body.length < LONG ? body : Buffer.from(body));
}

/** Sends an answer without a body. */
export function sendNothing(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}

/** The same, in words of the API whose answers without a body have a content type all the same. */
export function sendNothingAsJson(reply: FastifyReply): FastifyReply {
  return sendNothing(reply.header('content-type', JSON_BODY));
}
