import { Type } from '@sinclair/typebox';
import type { Route } from '../../http/route.ts';
import { failures, pageParameters, pathParameterNamed } from '../shapes.ts';
import type { CourierApi } from './dependencies.ts';
import { getCourierMessage } from './get.ts';
import { listCourierMessages } from './list.ts';
import { DEFAULT_SIZE, MAX_SIZE } from './list-query.ts';
import { MessageShape, MessageStatusName } from './schema.ts';

const READ = 'messages:read';

const pageSize = {
  in: 'query',
  name: 'page_size',
  description: 'Items per page.',
  schema: Type.Integer({ format: 'int64', default: DEFAULT_SIZE, minimum: 1, maximum: MAX_SIZE }),
} as const;
const status = {
  in: 'query',
  name: 'status',
  description: 'Only messages in this state.',
  schema: MessageStatusName,
} as const;
const recipient = {
  in: 'query',
  name: 'recipient',
  description: 'Only messages to exactly this address or number.',
  schema: Type.String(),
} as const;

/** The messages to users, on the admin listener. */
export function courierRoutes(api: CourierApi): Route[] {
  return [
    {
      method: 'GET',
      path: '/admin/courier/messages',
      scope: READ,
      operation: {
        id: 'listCourierMessages',
        summary: 'Lists messages to users, newest first.',
        tag: 'courier',
        parameters: [pageSize, pageParameters.pageToken, status, recipient],
        responses: { 200: { description: 'A page of messages.', schema: Type.Array(MessageShape) }, ...failures(400) },
      },
      handle: (request, reply) => listCourierMessages(request, reply, api),
    },
    {
      method: 'GET',
      path: '/admin/courier/messages/{id}',
      scope: READ,
      operation: {
        id: 'getCourierMessage',
        summary: 'One message, with the attempts to deliver it.',
        tag: 'courier',
        parameters: [pathParameterNamed('id', 'Id of the message.')],
        responses: { 200: { description: 'The message.', schema: MessageShape }, ...failures(400, 404) },
      },
      handle: (request, reply) => getCourierMessage(request, reply, api),
    },
  ];
}
