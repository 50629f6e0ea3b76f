import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '../../http/route.ts';
import { failures, pageParameters, pathParameterNamed } from '../shapes.ts';
import type { SessionApi } from './dependencies.ts';
import { disableSession } from './disable.ts';
import { extendSession } from './extend.ts';
import { getSession } from './get.ts';
import { listSessions } from './list.ts';
import { manageSessions } from './manage.ts';
import { deleteIdentitySessions, listIdentitySessions } from './of-identity.ts';
import { ManageSessionsAnswer, ManageSessionsBody, SessionShape } from './schema.ts';

const READ = 'sessions:read';
const WRITE = 'sessions:write';

const id = pathParameterNamed('id', 'Id of the session.');
const identityId = pathParameterNamed('id', 'Id of the identity.');
const active = {
  in: 'query',
  name: 'active',
  description: 'Only sessions that can be used, or only those that cannot.',
  schema: Type.Boolean(),
} as const;
const expand = {
  in: 'query',
  name: 'expand',
  description: 'What to load with a session. May be repeated.',
  schema: Type.Array(Type.Unsafe<string>({ type: 'string', enum: ['identity', 'devices'] })),
} as const;
const one = { description: 'The session.', schema: SessionShape };
const gone = { description: 'Done.' };

type Handle = (request: FastifyRequest, reply: FastifyReply, api: SessionApi) => Promise<FastifyReply>;

/** The administration of sessions, on the admin listener. */
export function sessionRoutes(api: SessionApi): Route[] {
  const bound = (handle: Handle) => (request: FastifyRequest, reply: FastifyReply) => handle(request, reply, api);
  return [
    {
      method: 'GET',
      path: '/admin/sessions',
      scope: READ,
      operation: {
        id: 'listSessions',
        summary: 'Lists all sessions, newest first.',
        tag: 'identity',
        parameters: [pageParameters.pageSize(1000), pageParameters.pageToken, active, expand],
        responses: { 200: { description: 'A page of sessions.', schema: Type.Array(SessionShape) }, ...failures(400) },
      },
      handle: bound(listSessions),
    },
    {
      method: 'POST',
      path: '/admin/sessions',
      scope: WRITE,
      operation: {
        id: 'manageSessions',
        summary: 'Revokes or removes many sessions.',
        tag: 'identity',
        body: ManageSessionsBody,
        bodyRequired: true,
        responses: { 200: { description: 'How many.', schema: ManageSessionsAnswer }, ...failures(400) },
      },
      handle: bound(manageSessions),
    },
    {
      method: 'GET',
      path: '/admin/sessions/{id}',
      scope: READ,
      operation: {
        id: 'getSession',
        summary: 'One session.',
        tag: 'identity',
        parameters: [expand, id],
        responses: { 200: one, ...failures(400, 404) },
      },
      handle: bound(getSession),
    },
    {
      method: 'DELETE',
      path: '/admin/sessions/{id}',
      scope: WRITE,
      operation: {
        id: 'disableSession',
        summary: 'Revokes a session.',
        tag: 'identity',
        parameters: [id],
        responses: { 204: gone, ...failures(400, 404) },
      },
      handle: bound(disableSession),
    },
    {
      method: 'PATCH',
      path: '/admin/sessions/{id}/extend',
      scope: WRITE,
      operation: {
        id: 'extendSession',
        summary: 'Gives a session its full lifespan again.',
        tag: 'identity',
        parameters: [id],
        responses: { 200: one, 204: { description: 'Done, with feature_flags.faster_session_extend.' }, ...failures(400, 404) },
      },
      handle: bound(extendSession),
    },
    {
      method: 'GET',
      path: '/admin/identities/{id}/sessions',
      scope: READ,
      operation: {
        id: 'listIdentitySessions',
        summary: 'The sessions of an identity, newest first.',
        tag: 'identity',
        parameters: [
          pageParameters.perPage,
          pageParameters.page,
          pageParameters.pageSize(500),
          pageParameters.pageToken,
          identityId,
          active,
        ],
        responses: { 200: { description: 'A page of sessions.', schema: Type.Array(SessionShape) }, ...failures(400) },
      },
      handle: bound(listIdentitySessions),
    },
    {
      method: 'DELETE',
      path: '/admin/identities/{id}/sessions',
      scope: WRITE,
      operation: {
        id: 'deleteIdentitySessions',
        summary: 'Removes all sessions of an identity for good.',
        tag: 'identity',
        parameters: [identityId],
        responses: { 204: gone, ...failures(400, 404) },
      },
      handle: bound(deleteIdentitySessions),
    },
  ];
}
