import type { Answer } from '../../http/http-client.ts';
import type { WireRequest } from '../fuzz-request.ts';
import { UI } from './configuration.ts';
import type { FlowRequest } from './flow-request.ts';
import { BOUNDARY, formText } from './flow-request.ts';
import { HUSH, type World } from './world.ts';

/** An answer, and what it was asked with. */
export interface Exchanged {
  readonly request: FlowRequest;
  readonly wire: WireRequest;
  readonly answer: Answer;
}

export interface Places {
  readonly publicUrl: string;
  readonly adminUrl: string;
}

function unlawfulPlace(location: string, { publicUrl, adminUrl }: Places): boolean {
  if (/[^\x21-\x7e]/.test(location)) return true;
  if (!URL.canParse(location)) return true;
  const { protocol, host, pathname, username, password, origin } = new URL(location);
  if (username !== '' || password !== '') return true;
  if (origin === UI || origin === publicUrl || origin === adminUrl) return false;
  if (protocol === 'myapp:') return host !== 'callback';
  if (protocol !== 'https:') return true;
  return host === 'app.example' ? !pathname.startsWith('/in') : !host.endsWith('.wild.example');
}

/** A password in its field, in each of the encodings. */
const OWN_FIELD = new RegExp(
  `(?:[{,]"password":"|(?:^|&)password=|(?:^|\\r\\n)--${BOUNDARY}\\r\\nContent-Disposition: form-data; name="password"\\r\\n\\r\\n)${HUSH}`,
  'g',
);

/** The passwords in a text, or what is left of them. */
const passwordsIn = (text: string) => [...text.matchAll(new RegExp(`${HUSH}[A-Za-z0-9-]*`, 'g'))].map(([found]) => found);

/** What stands in a request anywhere but in the field for a password. */
function besidePassword({ request, wire }: Omit<Exchanged, 'answer'>): string {
  const elsewhere = [
    decodeURIComponent(wire.path.split('?')[0]?.replace(/%(?![\da-f]{2})/gi, '%25') ?? ''),
    ...request.query.flat(),
    ...Object.values(request.headers),
    ...(request.fields ?? []).flatMap(([name, value]) => (name === 'password' ? [name] : [name, formText(value)])),
  ];
  // Bytes that were lost may have made one field of two.
  return [
    ...elsewhere,
    Buffer.from(wire.body ?? '')
      .toString()
      .replace(OWN_FIELD, ''),
  ].join('\n');
}

const withoutGrants = (text: string) => text.replace(/"(?:ory_)?session_token":"ory_st_\w+"/g, '');

/** The values of fields that may be shown again: those that are no secrets by their names. */
const OPEN_FIELD = /^(?!code$|token$|password$|csrf_token$|session_token$)/;

/** Notes which secrets a request shows to everybody who looks at its URL or form. */
export function noteExposed(sent: Omit<Exchanged, 'answer'>, { codes, links, sessionTokens, exposed }: World): void {
  const { request, wire } = sent;
  for (const password of passwordsIn(besidePassword(sent))) exposed.add(password);
  const shown = [
    wire.path,
    ...(request.fields ?? []).flatMap(([name, value]) => (OPEN_FIELD.test(name) ? [name, formText(value)] : [])),
    ...Object.values(request.headers),
  ].join('\n');
  const secrets = [...codes.map(({ code }) => code), ...links.map(({ token }) => token), ...sessionTokens];
  for (const secret of secrets) if (shown.includes(secret)) exposed.add(secret);
}

function* leaks({ request, wire, answer }: Exchanged, { links, codes, flows, exposed }: World): Generator<string> {
  const text = `${answer.text}\n${answer.headers.location ?? ''}`;
  for (const password of passwordsIn(text)) if (!exposed.has(password)) yield `a password: ${password}`;
  for (const [token] of withoutGrants(text).matchAll(/ory_st_\w{20,}/g)) if (!exposed.has(token)) yield 'a session token';
  const [, submitted] = /[?&]flow=([^&]*)/.exec(wire.path) ?? [];
  const browserFlow = flows.find(({ id, csrf }) => csrf !== '' && id === submitted);
  if (browserFlow && wire.method === 'POST' && /"session_token"/.test(answer.text)) yield 'a session token to a browser';
  for (const { token } of links) if (text.includes(token) && !exposed.has(token)) yield 'the token of a link';
  for (const { code } of codes) {
    if (exposed.has(code) || !text.includes(code)) continue;
    if (new RegExp(`(?<![\\w.-])${code}(?!\\w)`).test(text)) yield `a code: ${code}`;
  }
  for (const value of request.browser?.cookies.values() ?? []) if (value.length > 20 && text.includes(value)) yield 'a cookie';
}

/** A wrong configuration, as far as clients know: somebody sent users of an OAuth2 server here. */
const NOT_HERE = '"code":"login_challenge_unusable"';

const isJson = ({ headers }: Answer) => String(headers['content-type'] ?? '').includes('json');

/** Bytes of headers that every client takes. */
const MOST_HEADERS = 14 * 1024;

/** What is wrong with an answer. */
export function faultsOfAnswer(exchanged: Exchanged, places: Places, world: World): string[] {
  const { answer, wire } = exchanged;
  const { status, headers, text } = answer;
  const faults: string[] = [];
  const isExpected = (status === 503 && headers['retry-after'] !== undefined) || text.includes(NOT_HERE);
  if (status >= 500 && !isExpected) faults.push(`${status} ${text.slice(0, 500)}`);
  if (isJson(answer) && wire.method !== 'HEAD' && text !== '') {
    try {
      JSON.parse(text);
    } catch (error) {
      faults.push(`the answer is no JSON: ${error} ${text.slice(0, 500)}`);
    }
  }
  const { location } = headers;
  if (location !== undefined && unlawfulPlace(location, places)) faults.push(`sends to ${location}`);
  if (status >= 300 && status < 400 && location === undefined) faults.push(`${status} without Location`);
  if (headers['access-control-allow-origin'] !== undefined) faults.push('is readable by other origins');
  // A redirect may have to repeat a long query; nothing else is as long as its request.
  const { location: _, ...others } = headers;
  if (JSON.stringify(others).length > MOST_HEADERS) faults.push('has more headers than clients take');
  for (const cookie of headers['set-cookie'] ?? []) {
    if (!/^[\w]+=[\w+/=-]*; Path=\/;.* HttpOnly; SameSite=Lax$/.test(cookie)) faults.push(`an odd cookie: ${cookie}`);
  }
  return [...faults, ...[...leaks(exchanged, world)].map((what) => `shows ${what}: ${location ?? ''} ${text.slice(0, 600)}`)];
}
