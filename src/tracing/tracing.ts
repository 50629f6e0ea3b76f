import type { IncomingMessage, ServerResponse } from 'node:http';

/** Spans of what a server does, for a collector. */
export interface Tracing {
  /**
   * Does the work on a request within a span that ends with the answer. A `traceparent` that came with it (W3C Trace Context) is taken on.
   * @param route in the notation of the routes: `/identities/{id}`
   */
  serve<T>(route: string, request: IncomingMessage, response: ServerResponse, work: () => T): T;
  /** The trace that the work on a request belongs to, for logs; nothing where there is no span for it. */
  names(request: IncomingMessage): { readonly trace_id?: string };
  /** A call to another server; within a request it has a span, and takes the trace along. */
  readonly fetch: typeof fetch;
  /** Tells of a statement that has just ended, within a request. */
  statement(kind: 'read' | 'write', seconds: number): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Where spans go. */
export interface TracingOptions {
  /** Takes spans by POST: OTLP over HTTP, as JSON. */
  readonly url: string;
  /** Goes along as `Authorization`. */
  readonly authorization?: string;
  readonly serviceName: string;
  readonly environment?: string;
  /** Share of traces that are recorded, from 0 to 1; what a caller has decided is kept to. */
  readonly ratio: number;
  /** Of this program. */
  readonly version: string;
  /** Outgoing HTTP. */
  readonly fetch: typeof fetch;
  /** Told now and then that spans could not be sent. */
  readonly onFailure: (error: unknown) => void;
}
