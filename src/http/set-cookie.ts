import type { FastifyReply } from 'fastify';

const nameOf = (text: string) => text.slice(0, text.indexOf('='));

/** Adds a Set-Cookie header; one of the same name that was added before gives way (RFC 6265, section 4.1.1). */
export function setCookie(reply: FastifyReply, text: string): void {
  const before = [reply.getHeader('set-cookie') ?? []].flat().map(String);
  const others = before.filter((one) => nameOf(one) !== nameOf(text));
  reply.removeHeader('set-cookie');
  reply.header('set-cookie', [...others, text]);
}
