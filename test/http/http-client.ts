import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. @throws SyntaxError */
  json<T = unknown>(): T;
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, with `Content-Type: application/json` unless `headers` say otherwise. */
  readonly body?: string | Uint8Array;
  /** Sent as JSON. */
  readonly json?: unknown;
}

/** Sends requests over connections that stay open; paths and bodies go out byte by byte as they are given. */
export interface HttpClient {
  readonly url: string;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  close(): void;
}

function bodyOf({ body, json }: Sending): string | Uint8Array | undefined {
  return json === undefined ? body : JSON.stringify(json);
}

export interface HttpClientOptions {
  /** How long an answer may take, from the first byte of the request to the last one of the answer. */
  readonly timeoutMs?: number;
  readonly sockets?: number;
  /** The most bytes of the headers of an answer. */
  readonly maxHeaderSize?: number;
}

export function createHttpClient(
  url: string,
  { timeoutMs = 20_000, sockets = 64, maxHeaderSize = 16 * 1024 }: HttpClientOptions = {},
): HttpClient {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  return {
    url,
    send(method, path, sending = {}) {
      const body = bodyOf(sending);
      const chunked = sending.headers?.['transfer-encoding'] !== undefined;
      const headers = {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(body !== undefined && !chunked && { 'content-length': String(Buffer.byteLength(body)) }),
        ...sending.headers,
      };
      return new Promise((resolve, reject) => {
        const signal = AbortSignal.timeout(timeoutMs);
        const outgoing = request({ agent, hostname, port, method, path, headers, signal, maxHeaderSize }, (incoming) => {
          buffer(incoming).then((bytes) => {
            const text = bytes.toString();
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text,
              json: <T>() => JSON.parse(text) as T,
            });
          }, reject);
        });
        outgoing.on('error', reject);
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
