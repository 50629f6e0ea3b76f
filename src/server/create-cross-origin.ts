import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { createAllowedOrigins } from '../http/allowed-origins.ts';
import { createCors } from '../http/cors.ts';
import type { Log } from './log.ts';

/**
 * Puts the headers on an answer by which browsers let scripts of other origins read it.
 * @returns what the answer depends on, for `Vary`, or that it is given already
 */
export type CrossOrigin = (request: FastifyRequest, reply: FastifyReply) => string | 'answered';

/** As `serve.public.cors` says; undefined where that is switched off. */
export function createCrossOrigin({ public: { cors: rules }, featureFlags }: Config, log: Log): CrossOrigin | undefined {
  if (!rules) return undefined;
  const cors = createCors({
    allows: createAllowedOrigins(rules.allowedOrigins, featureFlags.legacyAllowInsecureOrigins),
    methods: rules.allowedMethods,
    headers: rules.allowedHeaders,
    exposedHeaders: rules.exposedHeaders,
    credentials: rules.allowCredentials,
    maxAgeSeconds: rules.maxAgeSeconds,
    ...(rules.debug && { onDecision: (origin, allowed) => log.info({ origin, allowed }, 'cross-origin request') }),
  });
  return ({ raw }, reply) => {
    const asksFirst = cors.isPreflight(raw);
    const { vary, ...headers } = asksFirst ? cors.preflightHeaders(raw.headers) : cors.answerHeaders(raw);
    reply.headers(headers);
    if (!asksFirst || rules.optionsPassthrough) return vary;
    reply.header('vary', vary).code(204).send();
    return 'answered';
  };
}
