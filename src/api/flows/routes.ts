import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SelfService } from '../../form/operations.ts';
import type { HttpMethod, Route } from '../../http/route.ts';
import { type ExchangeDependencies, exchangeOf } from './exchange-of.ts';
import { FLOW_KINDS } from './paths.ts';
import { type AnswerDependencies, sendAnswer } from './send-answer.ts';

/** What the routes of self-service are made of. */
export interface SelfServiceApi extends ExchangeDependencies, AnswerDependencies {
  readonly selfService: SelfService;
}

/** What users do by themselves, on the public listener. */
export function selfServiceRoutes(api: SelfServiceApi): Route[] {
  const { flows, logout, showError, changePassword } = api.selfService;

  const route = (method: HttpMethod, path: string, operation: (exchange: Exchange) => Promise<Answer>): Route => ({
    method,
    path,
    async handle(request: FastifyRequest, reply: FastifyReply) {
      return sendAnswer(request, reply, await operation(exchangeOf(request, reply, api)), api);
    },
  });

  return [
    ...FLOW_KINDS.flatMap((kind) => {
      const { begin, fetch, submit } = flows[kind];
      const path = `/self-service/${kind}`;
      return [
        route('GET', `${path}/browser`, (exchange) => begin('browser', exchange)),
        route('GET', `${path}/api`, (exchange) => begin('api', exchange)),
        route('GET', `${path}/flows`, fetch),
        route('POST', path, submit),
        route('GET', path, submit),
      ];
    }),
    route('GET', '/self-service/logout/browser', logout.begin),
    route('GET', '/self-service/logout', logout.finish),
    route('DELETE', '/self-service/logout/api', logout.native),
    route('GET', '/self-service/errors', showError),
    route('GET', '/.well-known/change-password', changePassword),
  ];
}
