import type { IncomingMessage } from 'node:http';

/** An answer that is handed over, as far as others watch it. */
export interface Observed {
  readonly req: IncomingMessage;
  readonly statusCode: number;
  /** Seconds since the headers of the request were read. */
  readonly seconds: number;
  /** Bytes of its body. */
  readonly bodyBytes: number;
}

/** Told of each answer of a route, just before it is handed over. It must not throw, and costs every request. */
export type Observer = (answer: Observed) => void;
