import type { Dice } from '../dice.ts';
import type { WireRequest } from '../fuzz-request.ts';
import { type JsonNode, nodeOf, scalar } from '../json-node.ts';
import { mutateJson } from '../mutate-json.ts';
import { otherBytes } from '../mutate-request.ts';
import { NASTY_NAMES, NASTY_PIECES, NASTY_SCALARS, NASTY_TEXTS } from '../nasty.ts';
import { type Field, type FlowRequest, flowWireRequest } from './flow-request.ts';
import { pickOr, type World } from './world.ts';

// biome-ignore format: a list of names
const FIELD_NAMES = [
  'method', 'csrf_token', 'identifier', 'password', 'password_identifier', 'traits', 'traits.email', 'traits.name', 'traits.name.first', 'traits.age',
  'traits.newsletter', 'transient_payload', 'screen', 'code', 'email', 'token', 'flow', 'recovery_address', 'recovery_select_address',
  'recovery_confirm_address', 'session_token', 'provider', 'traits.', 'traits..', 'traits.__proto__.a', 'traits[email]', '__proto__', '',
];

// biome-ignore format: a list of names
const PARAMETERS = [
  'flow', 'id', 'return_to', 'refresh', 'aal', 'token', 'code', 'email', 'method', 'login_challenge', 'identity_schema', 'organization', 'via',
  'after_verification_return_to', 'return_session_token_exchange_code', 'skip_settings', 'csrf_token', 'error', 'password', '__proto__', '',
];

/** Places to which nobody may be sent. Every host in them is `evil.example`. */
// biome-ignore format: a list of URLs
export const EVIL_URLS: readonly string[] = [
  'https://evil.example', '//evil.example', '///evil.example', '////evil.example', '\\\\evil.example', '/\\evil.example', '\\/evil.example',
  'https:evil.example', 'https:/evil.example', 'https:\\\\evil.example', 'HTTPS://evil.example/', 'hTtP:evil.example', 'http://app.example@evil.example/in',
  'https://app.example:443@evil.example/in', 'https://app.example%40evil.example/in', 'https://evil.example/https://app.example/in',
  'https://app.example.evil.example/in', 'https://evil.example#https://app.example/in', 'https://evil.example?https://app.example/in',
  'https://evil.example\\@app.example/in', 'https://app.example\\.evil.example/in', 'https://app。example.evil.example/in', 'https://evil.example%2f.wild.example/',
  'https://evil.example\\.wild.example/', 'https://wild.example.evil.example/', '\thttps://evil.example', 'https://ev\til.example', '\n//evil.example', ' //evil.example',
  'javascript://app.example/in%0aalert(1)', 'javascript:alert(1)', 'data:text/html,evil.example', 'https://app.example/in/../../x\r\nLocation: https://evil.example',
  'https://app.example/in%0d%0aSet-Cookie:%20a=b', '/in\r\nSet-Cookie: a=b', 'myapp:evil.example', 'myapp://callback@evil.example/', 'https://[::1]/', 'https://app.example:8443/in',
  'http://127.0.0.1:4455@evil.example/', 'http://127.0.0.1:4455.evil.example/', '.evil.example', '@evil.example', '%2f%2fevil.example', '/%09/evil.example', 'file:///etc/passwd',
];

// biome-ignore format: a table
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['accept', ['application/json', 'text/html', '*/*', 'application/json;q=0.5, text/html', 'text/html;q=0, application/json;q=1', '', 'a/b;;;', ','.repeat(3000)]],
  ['origin', ['null', 'https://evil.example', 'https://app.example', '']],
  ['referer', ['https://evil.example/x?y', '//']],
  ['host', ['evil.example', 'evil.example:99999', 'a%zz', '%', '999.999.999.999', 'xn--', '[::1]', '[::', '', 'a b', 'localhost:', "~!$&'()*+=", 'x'.repeat(300)]],
  ['x-forwarded-host', ['evil.example', 'a%zz', 'evil.example, x', '[::1]:99999', '%00', '0x7f.1', 'xn--a', '1.2.3.4.5', '\\', 'é', 'evil.example/..//', '*']],
  ['x-forwarded-proto', ['https', 'HTTPS', 'javascript', 'http, https', '\t', '']],
  ['x-forwarded-for', ['1.2.3.4', ','.repeat(2000), '::', 'é', '<script>']],
  ['x-forwarded-prefix', ['//evil.example']],
  ['x-original-url', ['/admin/identities']],
  ['forwarded', ['for=1.2.3.4;host=evil.example;proto=https']],
  ['true-client-ip', ['a'.repeat(600), '\u00ff'.repeat(520), '"']],
  ['user-agent', ['', '\u00ff\u00fe', 'a'.repeat(5000), '\t']],
  ['cf-ipcity', ['\u00e9'.repeat(600)]],
  ['x-csrf-token', ['', 'x', 'A'.repeat(88)]],
  ['x-session-token', ['', 'ory_st_x', 'x'.repeat(5000), '\u00e9']],
  ['x-session-cookie', ['x', `${'A'.repeat(200)}=`]],
  ['authorization', ['Bearer', 'Bearer x', 'bearer  x', 'Basic !!!']],
  ['content-type', ['', 'text/plain', 'application/json; charset=utf-16', 'APPLICATION/JSON', 'multipart/form-data', 'multipart/form-data; boundary=""', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded; charset=latin1', ';', 'application/json, text/html']],
  ['content-encoding', ['gzip']],
  ['transfer-encoding', ['chunked']],
  ['x-request-id', ['"\\', '\u00e9']],
  ['x-http-method-override', ['DELETE']],
  ['if-none-match', ['*']],
  ['range', ['bytes=0-1']],
];

type Change = (request: FlowRequest, dice: Dice, world: World) => FlowRequest;

const onFields =
  (change: (fields: readonly Field[], dice: Dice, world: World) => readonly Field[]): Change =>
  (request, dice, world) =>
    request.fields ? { ...request, fields: change(request.fields, dice, world) } : otherQuery(request, dice, world);

/** Anything that somebody could put into a field: mostly what is right elsewhere. */
function someValue(dice: Dice, world: World): JsonNode {
  return dice.pick<() => JsonNode>([
    () => scalar(JSON.stringify(dice.pick(NASTY_TEXTS))),
    () => scalar(dice.pick(NASTY_SCALARS)),
    () => nodeOf(pickOr(world.flows, undefined, dice)?.csrf ?? 'x'),
    () => nodeOf(pickOr(world.codes, { code: '000000' }, dice).code),
    () => nodeOf(pickOr(world.links, { flow: '', token: 'x' }, dice).token),
    () => nodeOf(pickOr(world.flows, undefined, dice)?.id ?? ''),
    () =>
      nodeOf(
        dice.pick([
          'password',
          'code',
          'link',
          'profile',
          'oidc',
          'totp',
          'lookup_secret',
          'webauthn',
          'passkey',
          'saml',
          'profile:back',
        ]),
      ),
    () => nodeOf(Buffer.from(dice.bytes(64)).toString('base64')),
    () => nodeOf(dice.pick(EVIL_URLS)),
    () => nodeOf('x'.repeat(dice.pick([400, 5000, 300_000]))),
    () => scalar('[1,['.repeat(dice.pick([20, 180, 3000])) + ']]'.repeat(20)),
  ])();
}

const someText = (dice: Dice, world: World): string => {
  const value = dice.chance(0.5) ? dice.pick([...NASTY_TEXTS, ...NASTY_PIECES]) : undefined;
  if (value !== undefined) return value;
  const { text } = someValue(dice, world) as { text?: string };
  return (text ?? '').slice(0, 2000);
};

const otherQuery: Change = (request, dice, world) => {
  const { query } = request;
  const at = dice.below(query.length + 1);
  const some = (): readonly [string, string] => {
    const name = dice.pick(PARAMETERS);
    return [name, name.endsWith('return_to') && dice.chance(0.9) ? dice.pick(EVIL_URLS) : someText(dice, world)];
  };
  return {
    ...request,
    query: dice.pick([
      () => [...query, some()],
      () => [some(), ...query],
      () => query.filter((_, index) => index !== at),
      () => query.map((pair, index) => (index === at ? ([pair[0], someText(dice, world)] as const) : pair)),
      () => [...query, ...query],
      () => [...query, ['return_to', dice.pick(EVIL_URLS)] as const],
      () => [...query, ...Array.from({ length: 30 }, some)],
    ])(),
  };
};

const otherHeaders: Change = (request, dice) => {
  const [name, values] = dice.pick(HEADERS);
  return { ...request, headers: { ...request.headers, [name]: dice.pick(values) } };
};

/** Cookies of somebody else, none, broken ones, several of one name. */
const otherCookies: Change = (request, dice, { browsers }) => {
  const own = [...(request.browser?.cookies ?? [])].map(([name, value]) => `${name}=${value}`);
  const others = [...dice.pick(browsers).cookies].map(([name, value]) => `${name}=${value}`);
  const [one = 'ory_kratos_session=x'] = own;
  const spoilt = one.slice(0, -dice.below(30)) + dice.pick(['', '=', 'A', '"', '%00', '\u00e9', ' ']);
  const list = dice.pick([
    [],
    others,
    [...others, ...own],
    [...own, ...others],
    [spoilt],
    [...own, spoilt],
    [`${one}`.repeat(200)],
    ['=', ';;', 'a'],
  ]);
  return { ...request, headers: { ...request.headers, cookie: list.join('; ') } };
};

const otherToken: Change = (request, dice, { sessionTokens }) => ({
  ...request,
  headers: {
    ...request.headers,
    [dice.pick(['x-session-token', 'x-session-cookie'])]: pickOr(sessionTokens, 'ory_st_none', dice),
  },
});

const otherPath: Change = (request, dice) => {
  const kind = dice.pick([
    'login',
    'registration',
    'settings',
    'recovery',
    'verification',
    'logout',
    'errors',
    'methods/oidc/callback/x',
    '',
  ]);
  const end = dice.pick(['', '/browser', '/api', '/flows', '/', `/${encodeURIComponent(dice.pick(NASTY_PIECES))}`]);
  const path = `${dice.pick(['', '', '/'])}/self-service/${kind}${end}`;
  // What stands in the query of a new flow is kept as its URL: there is nothing to wonder at when it is shown.
  return { ...request, path, ...(request.encoding === 'query' && { encoding: 'form' as const }) };
};

const isSubmission = ({ path }: FlowRequest) => /^\/self-service\/\w+$/.test(path);

const without = <T>(list: readonly T[], index: number) => list.filter((_, at) => at !== index);

const CHANGES: readonly Change[] = [
  onFields((fields, dice) => without(fields, dice.below(fields.length))),
  onFields((fields, dice, world) => [...fields, [dice.pick(FIELD_NAMES), someValue(dice, world)]]),
  onFields((fields, dice, world) => [[dice.pick(FIELD_NAMES), someValue(dice, world)], ...fields]),
  onFields((fields, dice, world) => {
    const at = dice.below(fields.length);
    return fields.map((field, index): Field => (index === at ? [field[0], someValue(dice, world)] : field));
  }),
  onFields((fields, dice, world) => {
    const at = dice.below(fields.length);
    return fields.map((field, index): Field => (index === at ? [field[0], someValue(dice, world)] : field));
  }),
  onFields((fields, dice) => {
    const at = dice.below(fields.length);
    return fields.map((field, index): Field => (index === at ? [dice.pick([...NASTY_NAMES, ...FIELD_NAMES]), field[1]] : field));
  }),
  onFields((fields) => [...fields, ...fields]),
  onFields((fields, dice) => {
    const mutated = mutateJson({ kind: 'object', members: fields }, dice);
    return mutated.kind === 'object' ? mutated.members : fields;
  }),
  (request, dice) => ({
    ...request,
    encoding: dice.pick(['json', 'form', 'multipart', ...(isSubmission(request) ? (['query'] as const) : [])]),
  }),
  (request, dice) => ({ ...request, method: dice.pick(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS']) }),
  otherQuery,
  otherQuery,
  otherHeaders,
  otherHeaders,
  otherCookies,
  otherCookies,
  otherToken,
  otherPath,
];

/** The request, spoilt in one or more ways, as it goes out. */
export function mutatedFlowRequest(
  valid: FlowRequest,
  dice: Dice,
  world: World,
): { readonly request: FlowRequest; readonly wire: WireRequest } {
  let request = valid;
  for (let left = dice.pick([1, 1, 1, 2, 3]); left > 0; left--) request = dice.pick(CHANGES)(request, dice, world);
  const spoil = dice.chance(0.1) ? (bytes: Uint8Array) => otherBytes(bytes, dice) : undefined;
  return { request, wire: flowWireRequest(request, spoil) };
}
