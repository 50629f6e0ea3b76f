import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type TextMapGetter, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { createProvider } from './create-provider.ts';
import type { Tracing, TracingOptions } from './tracing.ts';

const HEADERS: TextMapGetter<NodeJS.Dict<string | string[]>> = {
  keys: (headers) => Object.keys(headers),
  get: (headers, name) => headers[name],
};

/** Without what may be secret in it: user, password, query. */
const bare = ({ origin, pathname }: URL) => `${origin}${pathname}`;

/** On the request itself, as its id is. */
const TRACE = Symbol('trace id');
type Traced = IncomingMessage & { [TRACE]?: string };

/** The names of attributes are those of the semantic conventions of OpenTelemetry. */
export function createTracing(options: TracingOptions): Tracing {
  const { version, fetch } = options;
  const provider = createProvider(options);
  const tracer = provider.getTracer('zelos', version);
  const propagator = new W3CTraceContextPropagator();
  const current = new AsyncLocalStorage<Context>();

  return {
    serve(route, request: Traced, response, work) {
      const { method = '', url = '', headers } = request;
      const parent = propagator.extract(ROOT_CONTEXT, headers, HEADERS);
      const attributes = { 'http.request.method': method, 'http.route': route, 'url.path': url.split('?', 1)[0] ?? '' };
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
      request[TRACE] = span.spanContext().traceId;
      response.once('close', () => {
        if (response.headersSent) span.setAttribute('http.response.status_code', response.statusCode);
        if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
      return current.run(trace.setSpan(parent, span), work);
    },

    names: ({ [TRACE]: trace_id }: Traced) => (trace_id === undefined ? {} : { trace_id }),

    async fetch(input, init) {
      const parent = current.getStore();
      if (!parent) return fetch(input, init);
      const target = new URL(input instanceof Request ? input.url : input);
      const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
      const attributes = {
        'http.request.method': method,
        'server.address': target.hostname,
        'url.full': bare(target),
      };
      const span = tracer.startSpan(method, { kind: SpanKind.CLIENT, attributes }, parent);
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
      propagator.inject(trace.setSpan(parent, span), headers, { set: (carrier, name, value) => carrier.set(name, value) });
      try {
        const response = await fetch(input, { ...init, headers });
        span.setAttribute('http.response.status_code', response.status);
        if (response.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
        return response;
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },

    statement(kind, seconds) {
      const parent = current.getStore();
      if (!parent) return;
      const end = Date.now();
      const span = tracer.startSpan(`database ${kind}`, { kind: SpanKind.CLIENT, startTime: end - seconds * 1000 }, parent);
      span.end(end);
    },

    close: () => provider.shutdown(),
  };
}
