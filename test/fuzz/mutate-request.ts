import type { Dice } from './dice.ts';
import type { FuzzRequest, WireRequest } from './fuzz-request.ts';
import { printNode } from './json-node.ts';
import { mutateJson } from './mutate-json.ts';
import { NASTY_PIECES, NASTY_TEXTS } from './nasty.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

// biome-ignore format: a list of names
const PARAMETERS = [
  'ids', 'organization_id', 'credentials_identifier', 'preview_credentials_identifier_similar', 'include_credential', 'page_size',
  'page_token', 'page', 'per_page', 'consistency', 'identifier', 'return_to', 'active', 'expand', '__proto__', '',
];

// biome-ignore format: a list of values
const VALUES = [
  '', '0', '1', '-1', '500', '501', '99999999999999999999', '1e3', 'abc', 'NaN', '%00', '%ff', '%zz', '%2500', '%25zz', 'a%00b', 'password',
  'XYZ', 'true', 'user%25', '%25', '_', '%5C', '%F0%9F%8E%89', '+1+650-253-0000', '%2B16502530000', 'google%3A1', 'eyJvZmZzZXQiOiItMSJ9', 'e30',
];

// biome-ignore format: a table
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['content-type', ['', 'text/plain', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'a/b;;;=', ';', 'application/json/json', 'multipart/form-data']],
  ['accept', ['text/html', '*/*;q=x', '']],
  ['x-request-id', ['a', '\u00e9\u00ff', 'x'.repeat(5000), '"\\']],
  ['authorization', ['Bearer', 'Bearer x', 'Basic !!!', 'bearer  two words']],
  ['cookie', ['=', 'a', ';;;', `csrf_token_x=${'y'.repeat(500)}`]],
  ['content-encoding', ['gzip', 'identity', 'x']],
  ['expect', ['200-ok']],
  ['if-match', ['*', '"a"']],
  ['range', ['bytes=0-1']],
  ['host', ['', 'evil.example', 'a b', '[::1', 'x'.repeat(300)]],
  ['origin', ['null', 'http://x']],
  ['x-forwarded-proto', ['https', '\t']],
  ['x-http-method-override', ['DELETE']],
  ['transfer-encoding', ['chunked']],
  ['upgrade', ['h2c']],
  ['connection', ['close', 'upgrade', 'keep-alive, x']],
];

type Change = (request: FuzzRequest, dice: Dice) => FuzzRequest;

const nastyPiece = (dice: Dice) =>
  dice.chance(0.5) ? dice.pick(NASTY_PIECES) : encodeURIComponent(dice.pick(NASTY_TEXTS).toWellFormed());

const otherPath: Change = (request, dice) => {
  const at = dice.below(request.segments.length);
  const segments = request.segments.flatMap((segment, index) => {
    if (index !== at) return [segment];
    return dice.pick([
      [nastyPiece(dice)],
      [segment, nastyPiece(dice)],
      [segment + nastyPiece(dice)],
      [],
      [segment, segment],
      [segment.toUpperCase()],
      ['', segment],
    ]);
  });
  return { ...request, segments };
};

const otherQuery: Change = (request, dice) => {
  const added: FuzzRequest['query'] = Array.from({ length: dice.pick([1, 1, 2, 5]) }, () => [
    dice.pick(PARAMETERS),
    dice.chance(0.7) ? dice.pick(VALUES) : nastyPiece(dice),
  ]);
  const changed = request.query.map(([name, value]): readonly [string, string] =>
    dice.chance(0.5) ? [name, dice.pick(VALUES)] : [name, value],
  );
  return { ...request, query: dice.chance(0.5) ? [...request.query, ...added] : [...changed, ...added.slice(1)] };
};

const otherHeaders: Change = (request, dice) => {
  const [name, values] = dice.pick(HEADERS);
  return { ...request, headers: { ...request.headers, [name]: dice.pick(values) } };
};

const otherMethod: Change = (request, dice) => ({ ...request, method: dice.pick(METHODS) });

const otherJson: Change = (request, dice) =>
  request.json ? { ...request, json: mutateJson(request.json, dice) } : otherQuery(request, dice);

const CHANGES: readonly Change[] = [
  otherJson,
  otherJson,
  otherJson,
  otherJson,
  otherJson,
  otherJson,
  otherPath,
  otherQuery,
  otherQuery,
  otherHeaders,
  otherMethod,
];

const HUGE = new TextEncoder().encode(`{"metadata_public":"${'a'.repeat(5 * 1024 * 1024)}"}`);

/** The bytes of a body, spoilt. */
export function otherBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
  const from = dice.below(bytes.length + 1);
  const to = from + dice.below(bytes.length - from + 1);
  const [before, part, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  if (dice.chance(0.002)) return HUGE;
  return Buffer.concat(
    dice.pick([
      [before],
      [before, after],
      [before, part, part, after],
      [before, dice.bytes(1 + dice.below(8)), bytes.subarray(from)],
      [bytes, dice.bytes(5)],
      [bytes, bytes],
      [Buffer.from([0xef, 0xbb, 0xbf]), bytes],
      [before, Buffer.from(dice.pick(['\0', '"', '{', '[', '\\', ',', '\u2028'])), bytes.subarray(from)],
    ]),
  );
}

const printable = (path: string) => path.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));

/** A request as it goes out, with the bytes of its body changed by `spoil`. */
export function wireRequest(
  request: FuzzRequest,
  spoil = (bytes: Uint8Array): Uint8Array => bytes,
  separator = '&',
): WireRequest {
  const { method, segments, query, headers, json } = request;
  const search = query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${value}`).join(separator)}`;
  const carries = json !== undefined && method !== 'TRACE' ? { body: spoil(new TextEncoder().encode(printNode(json))) } : {};
  return { method, path: printable(`/${segments.join('/')}${search}`), headers, ...carries };
}

/** The request, spoilt in one or more ways, as it goes out. */
export function mutatedRequest(valid: FuzzRequest, dice: Dice): WireRequest {
  let request = valid;
  for (let left = dice.pick([1, 1, 1, 2, 3]); left > 0; left--) request = dice.pick(CHANGES)(request, dice);
  const spoil = dice.chance(0.15) ? (bytes: Uint8Array) => otherBytes(bytes, dice) : undefined;
  return wireRequest(request, spoil, dice.chance(0.02) ? ';' : '&');
}
