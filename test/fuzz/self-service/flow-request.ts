import { cookieHeader } from '../../clients/cookie-jar.ts';
import type { WireRequest } from '../fuzz-request.ts';
import { type JsonNode, printNode } from '../json-node.ts';
import type { Browser } from './world.ts';

export type Encoding = 'json' | 'form' | 'multipart' | 'query';

export type Field = readonly [name: string, value: JsonNode];

/** A request of self-service that can be taken apart. */
export interface FlowRequest {
  readonly method: string;
  readonly path: string;
  /** Not encoded yet. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** What is submitted; absent where nothing is. */
  readonly fields?: readonly Field[];
  readonly encoding: Encoding;
  /** Whose cookies it carries; native apps have none. */
  readonly browser?: Browser;
}

export const BOUNDARY = 'fuzz-boundary-7d4a';

/** A value as a form has it: strings without their quotes, everything else as its JSON. */
export function formText(value: JsonNode): string {
  const text = printNode(value);
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}

const escaped = (text: string) => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+');
const pairsText = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');

function multipartText(fields: readonly (readonly [string, string])[]): string {
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: `multipart/form-data; boundary=${BOUNDARY}`,
} as const;

function bodyText(fields: readonly Field[], encoding: keyof typeof TYPES): string {
  if (encoding === 'json') return printNode({ kind: 'object', members: fields });
  const pairs = fields.map(([name, value]) => [name, formText(value)] as const);
  return encoding === 'form' ? pairsText(pairs) : multipartText(pairs);
}

const headerText = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');

/** The request as it goes out, with the bytes of its body changed by `spoil`. */
export function flowWireRequest(request: FlowRequest, spoil = (bytes: Uint8Array): Uint8Array => bytes): WireRequest {
  const { path, query, fields, encoding, browser } = request;
  const isQuery = fields !== undefined && encoding === 'query';
  const all = isQuery ? [...query, ...fields.map(([name, value]) => [name, formText(value)] as const)] : query;
  const cookie = browser ? cookieHeader(browser.cookies) : '';
  const body = fields !== undefined && encoding !== 'query' ? bodyText(fields, encoding) : undefined;
  const headers = {
    ...(cookie !== '' && { cookie }),
    ...(body !== undefined && encoding !== 'query' && { 'content-type': TYPES[encoding] }),
    ...request.headers,
  };
  return {
    method: isQuery && request.method === 'POST' ? 'GET' : request.method,
    path: all.length === 0 ? path : `${path}?${pairsText(all)}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerText(value)])),
    ...(body !== undefined && { body: spoil(Buffer.from(body)) }),
  };
}
