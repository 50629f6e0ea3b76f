import { Type } from '@sinclair/typebox';
import { prefersJson } from '../../http/accept.ts';
import { sendJson } from '../../http/json-answer.ts';
import type { Route } from '../../http/route.ts';

const Ok = Type.Object({ status: Type.String({ description: 'Always "ok".' }) });
const NotReady = Type.Object({ errors: Type.Record(Type.String(), Type.String()) });
const Version = Type.Object({ version: Type.String() });

/** What there is to know of the configuration that is in use. */
export interface ConfigurationState {
  /** As configured; null without one. */
  readonly revision: string | null;
  /** Digest of its values that are no secrets, in hexadecimal. */
  readonly hash: string;
  /** When it came into use. */
  readonly loadedAt: string;
  /** Why the last reload was refused; null when it was not. */
  readonly error: string | null;
  /** Keys whose new value waits for a restart. */
  readonly restartRequired: readonly string[];
}

export interface MetadataApi {
  readonly version: string;
  /** What keeps the server from doing its work: names of parts, with reasons that anybody may read. Empty when nothing does. */
  readonly faults: () => Promise<Readonly<Record<string, string>>>;
  readonly configuration: () => ConfigurationState;
  /** The numbers of the server, as Prometheus reads them. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

/** Whether the server lives and can work, on both listeners; `prefix` is that of the listener. */
export function healthRoutes({ faults }: MetadataApi, prefix: '' | '/admin'): Route[] {
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
        summary: 'Whether the server can do its work, and what keeps it from that.',
        tag: 'metadata',
        responses: { 200: { description: 'It can.', schema: Ok }, 503: { description: 'It cannot.', schema: NotReady } },
      },
      async handle(_request, reply) {
        const errors = await faults();
        if (Object.keys(errors).length > 0) return sendJson(reply, 503, JSON.stringify({ errors }));
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

/**
 * Which configuration is in use, on the admin listener. As in the reference server the answer is the revision alone, or a digest; for
 * clients that ask for JSON it says more.
 */
export function configurationRoute({ configuration }: MetadataApi): Route {
  return {
    method: 'GET',
    path: '/admin/health/config',
    always: true,
    handle(request, reply) {
      const { revision, hash, loadedAt, error, restartRequired } = configuration();
      if (!prefersJson(request.headers.accept))
        return reply
          .code(200)
          .header('content-type', 'text/plain; charset=utf-8')
          .send(revision ?? hash);
      const state = { revision, hash, loaded_at: loadedAt, error, restart_required: restartRequired };
      return sendJson(reply, 200, JSON.stringify(state));
    },
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
