import type { FastifyReply } from 'fastify';

/** What clients and proxies take of a header at least; some refuse the whole answer when there is more. */
const LIMIT = 8192;

/** Tells the pages around this one (RFC 8288), unless a long query would make the header larger than what clients take. */
export function setLink(reply: FastifyReply, link: string): void {
  if (link.length <= LIMIT) reply.header('link', link);
}
