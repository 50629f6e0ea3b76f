import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SelfService } from '../../form/operations.ts';
import type { HttpMethod, Operation, Route } from '../../http/route.ts';
import type { FlowKind } from '../../store/flow-store.ts';
import { type ExchangeDependencies, exchangeOf } from './exchange-of.ts';
import { CHANGE_PASSWORD, SHOW_ERROR } from './operations/error.ts';
import { LOGIN } from './operations/login.ts';
import { LOGOUT } from './operations/logout.ts';
import type { FlowDescriptions } from './operations/operations.ts';
import { RECOVERY } from './operations/recovery.ts';
import { REGISTRATION } from './operations/registration.ts';
import { SETTINGS } from './operations/settings.ts';
import { VERIFICATION } from './operations/verification.ts';
import { FLOW_KINDS } from './paths.ts';
import { type AnswerDependencies, sendAnswer } from './send-answer.ts';

/** What the routes of self-service are made of. */
export interface SelfServiceApi extends ExchangeDependencies, AnswerDependencies {
  readonly selfService: SelfService;
}

const DESCRIPTIONS: { readonly [kind in FlowKind]: FlowDescriptions } = {
  login: LOGIN,
  registration: REGISTRATION,
  settings: SETTINGS,
  recovery: RECOVERY,
  verification: VERIFICATION,
};

/** What users do by themselves, on the public listener. */
export function selfServiceRoutes(api: SelfServiceApi): Route[] {
  const { flows, logout, showError, changePassword } = api.selfService;

  const route = (
    method: HttpMethod,
    path: string,
    operate: (exchange: Exchange) => Promise<Answer>,
    operation?: Operation,
  ): Route => ({
    method,
    path,
    ...(operation && { operation }),
    async handle(request: FastifyRequest, reply: FastifyReply) {
      return sendAnswer(request, reply, await operate(exchangeOf(request, reply, api)), api);
    },
  });

  return [
    ...FLOW_KINDS.flatMap((kind) => {
      const { begin, fetch, submit } = flows[kind];
      const described = DESCRIPTIONS[kind];
      const path = `/self-service/${kind}`;
      return [
        route('GET', `${path}/browser`, (exchange) => begin('browser', exchange), described.browser),
        route('GET', `${path}/api`, (exchange) => begin('api', exchange), described.native),
        route('GET', `${path}/flows`, fetch, described.fetch),
        route('POST', path, submit, described.submit),
        route('GET', path, submit),
      ];
    }),
    route('GET', '/self-service/logout/browser', logout.begin, LOGOUT.browser),
    route('GET', '/self-service/logout', logout.finish, LOGOUT.finish),
    route('DELETE', '/self-service/logout/api', logout.native, LOGOUT.native),
    route('GET', '/self-service/errors', showError, SHOW_ERROR),
    route('GET', '/.well-known/change-password', changePassword, CHANGE_PASSWORD),
  ];
}
