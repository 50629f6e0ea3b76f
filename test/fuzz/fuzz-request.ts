import type { JsonNode } from './json-node.ts';

/** A request that can be taken apart. */
export interface FuzzRequest {
  readonly method: string;
  /** Joined by slashes; percent-encoded already. */
  readonly segments: readonly string[];
  /** Names and values as they stand on the wire. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: JsonNode;
}

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

const SHOWN = 2000;

/** Enough to send the request again. */
export function describeRequest({ method, path, headers, body }: WireRequest): string {
  const shown = body && JSON.stringify(Buffer.from(body).toString('latin1').slice(0, SHOWN));
  return `${method} ${path.slice(0, SHOWN)} ${JSON.stringify(headers)}${shown === undefined ? '' : ` latin1:${shown} (${body?.length} bytes)`}`;
}
