import { Type } from '@sinclair/typebox';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import type { Route } from '../../http/route.ts';

const Ok = Type.Object({ status: Type.String({ description: 'Always "ok".' }) });
const NotReady = Type.Object({ errors: Type.Record(Type.String(), Type.String()) });
const Version = Type.Object({ version: Type.String() });

export interface MetadataApi {
  readonly version: string;
  /** Rejects while the server cannot do its work. */
  readonly ready: () => Promise<void>;
  /** The numbers of the server, as Prometheus reads them. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

/** Whether the server lives and can work, on both listeners; `prefix` is that of the listener. */
export function healthRoutes({ ready }: MetadataApi, prefix: '' | '/admin'): Route[] {
  const described = prefix === '';
  const routes: Route[] = [
    {
      method: 'GET',
      path: '/health/alive',
      operation: {
        id: 'isAlive',
        summary: 'Whether the process answers.',
        tag: 'metadata',
        responses: { 200: { description: 'It does.', schema: Ok } },
      },
      handle: (_request, reply) => sendJson(reply, 200, '{"status":"ok"}'),
    },
    {
      method: 'GET',
      path: '/health/ready',
      operation: {
        id: 'isReady',
        summary: 'Whether the server can do its work: the database answers.',
        tag: 'metadata',
        responses: { 200: { description: 'It can.', schema: Ok }, 503: { description: 'It cannot.', schema: NotReady } },
      },
      async handle(_request, reply) {
        try {
          await ready();
        } catch (error) {
          const reason = error instanceof ApiError ? (error.reason ?? error.message) : 'The database cannot be reached.';
          return sendJson(reply, 503, JSON.stringify({ errors: { database: reason } }));
        }
        return sendJson(reply, 200, '{"status":"ok"}');
      },
    },
  ];
  return routes.map(({ operation, path, ...route }) => ({
    ...route,
    always: true,
    path: prefix + path,
    ...(described && operation && { operation }),
  }));
}

/** The version, on the admin listener; described without the prefix, as clients call it. */
export function versionRoutes({ version }: MetadataApi): { readonly served: Route; readonly described: Route } {
  const handle: Route['handle'] = (_request, reply) => sendJson(reply, 200, JSON.stringify({ version }));
  const operation = {
    id: 'getVersion',
    summary: 'The version of the server.',
    tag: 'metadata',
    responses: { 200: { description: 'It.', schema: Version } },
  } as const;
  return {
    served: { method: 'GET', path: '/admin/version', handle },
    described: { method: 'GET', path: '/version', operation, handle },
  };
}

/** The numbers of a process. @param path where they are: `/admin/metrics/prometheus` on the admin listener */
export function metricsRoute({ metrics }: Pick<MetadataApi, 'metrics'>, path: string): Route {
  return {
    method: 'GET',
    path,
    always: true,
    async handle(_request, reply) {
      const text = await metrics.text();
      return reply.code(200).header('content-type', metrics.contentType).send(text);
    },
  };
}
