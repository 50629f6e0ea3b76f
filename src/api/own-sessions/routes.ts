import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpMethod, Route } from '../../http/route.ts';
import { AalNotSatisfied } from '../flows/shapes/errors.ts';
import { SuccessfulNativeLogin } from '../flows/shapes/successes.ts';
import { SessionShape } from '../sessions/schema.ts';
import { failures, pageParameters, pathParameterNamed } from '../shapes.ts';
import type { OwnSessionApi } from './dependencies.ts';
import { disableMyOtherSessions, disableMySession } from './disable.ts';
import { exchangeSessionToken } from './exchange.ts';
import { listMySessions } from './list.ts';
import { DeletedSessionsCount } from './schema.ts';
import { whoami } from './whoami.ts';

/** The headers by which a request says whose it is. */
const SESSION_HEADERS = [
  { in: 'header', name: 'X-Session-Token', description: 'The session token, of a native application.', schema: Type.String() },
  { in: 'header', name: 'Cookie', description: 'The cookies of the browser, handed on by a server.', schema: Type.String() },
] as const;

/** Beside GET and HEAD: proxies ask with the method of the request that they hold. */
const WHOAMI_METHODS: readonly HttpMethod[] = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

const code = (name: string, description: string) =>
  ({ in: 'query', name, description, required: true, schema: Type.String() }) as const;

type Handle = (request: FastifyRequest, reply: FastifyReply, api: OwnSessionApi) => Promise<FastifyReply>;

/** What somebody who is signed in can see of and do with sessions, on the public listener. */
export function ownSessionRoutes(api: OwnSessionApi): Route[] {
  const bound = (handle: Handle) => (request: FastifyRequest, reply: FastifyReply) => handle(request, reply, api);
  return [
    {
      method: 'GET',
      path: '/sessions/whoami',
      operation: {
        id: 'toSession',
        summary: 'The session of the request.',
        tag: 'frontend',
        parameters: [
          ...SESSION_HEADERS,
          { in: 'query', name: 'tokenize_as', description: 'Kind of token to make of the session.', schema: Type.String() },
        ],
        responses: {
          200: { description: 'The session.', schema: SessionShape },
          ...failures(401),
          403: { description: 'The session has to show another factor.', schema: AalNotSatisfied },
        },
      },
      handle: bound(whoami),
    },
    ...WHOAMI_METHODS.map((method): Route => ({ method, path: '/sessions/whoami', handle: bound(whoami) })),
    {
      method: 'GET',
      path: '/sessions',
      operation: {
        id: 'listMySessions',
        summary: 'The other sessions of whoever asks, newest first.',
        tag: 'frontend',
        parameters: [
          pageParameters.perPage,
          pageParameters.page,
          pageParameters.pageSize(500),
          pageParameters.pageToken,
          ...SESSION_HEADERS,
        ],
        responses: { 200: { description: 'A page of sessions.', schema: Type.Array(SessionShape) }, ...failures(400, 401) },
      },
      handle: bound(listMySessions),
    },
    {
      method: 'DELETE',
      path: '/sessions',
      operation: {
        id: 'disableMyOtherSessions',
        summary: 'Revokes all sessions of whoever asks but the one of the request.',
        tag: 'frontend',
        parameters: SESSION_HEADERS,
        responses: { 200: { description: 'How many.', schema: DeletedSessionsCount }, ...failures(400, 401) },
      },
      handle: bound(disableMyOtherSessions),
    },
    {
      method: 'DELETE',
      path: '/sessions/{id}',
      operation: {
        id: 'disableMySession',
        summary: 'Revokes another session of whoever asks.',
        tag: 'frontend',
        parameters: [pathParameterNamed('id', 'Id of the session.'), ...SESSION_HEADERS],
        responses: { 204: { description: 'Done.' }, ...failures(400, 401) },
      },
      handle: bound(disableMySession),
    },
    {
      method: 'GET',
      path: '/sessions/token-exchange',
      operation: {
        id: 'exchangeSessionToken',
        summary: 'The session token of a flow that ended in a browser.',
        tag: 'frontend',
        parameters: [
          code('init_code', 'The code that came with the flow.'),
          code('return_to_code', 'The code that came back with return_to.'),
        ],
        responses: {
          200: { description: 'The token and its session.', schema: SuccessfulNativeLogin },
          ...failures(403, 404, 410, 422),
        },
      },
      handle: bound(exchangeSessionToken),
    },
  ];
}
