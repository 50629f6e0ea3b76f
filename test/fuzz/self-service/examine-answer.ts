import type { Answer } from '../../http/http-client.ts';
import type { WireRequest } from '../fuzz-request.ts';
import { UI } from './configuration.ts';
import type { FlowRequest } from './flow-request.ts';
import { formText } from './flow-request.ts';
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

/** The values of fields that may be shown again: those that are no secrets by their names. */
const OPEN_FIELD = /^(?!code$|token$|password$|csrf_token$|session_token$)/;

/** Passwords that people of this world have or try, whole or broken off. */
const PASSWORDS = new RegExp(`${HUSH}[\\w-]*`, 'g');

/** What a request shows to everybody who looks at its URL, its headers or its form: all but the fields for secrets. */
function shownBy({ request, wire }: Omit<Exchanged, 'answer'>): string {
  const sent = wire.body ? new URLSearchParams(Buffer.from(wire.body).toString()) : [];
  return [
    wire.path,
    decodeURIComponent(wire.path.split('?')[0]?.replace(/%(?![\da-f]{2})/gi, '%25') ?? ''),
    ...request.query.flat(),
    ...Object.values(request.headers),
    ...[...(request.fields ?? []).map(([name, value]) => [name, formText(value)] as const), ...sent].flatMap(([name, value]) =>
      OPEN_FIELD.test(name) ? [name, value] : [name],
    ),
  ].join('\n');
}

const withoutGrants = (text: string) => text.replace(/"(?:ory_)?session_token":"ory_st_\w+"/g, '');

/** Notes which secrets a request shows. */
export function noteExposed(asked: Omit<Exchanged, 'answer'>, { codes, links, sessionTokens, exposed }: World): void {
  const shown = shownBy(asked);
  const secrets = [...codes.map(({ code }) => code), ...links.map(({ token }) => token), ...sessionTokens];
  for (const secret of secrets) if (shown.includes(secret)) exposed.add(secret);
  for (const [password] of shown.matchAll(PASSWORDS)) exposed.add(password);
}

function* leaks(exchanged: Exchanged, { links, codes, flows, exposed }: World): Generator<string> {
  const { request, wire, answer } = exchanged;
  const text = `${answer.text}\n${answer.headers.location ?? ''}`;
  for (const [password] of text.matchAll(PASSWORDS)) if (!exposed.has(password)) yield 'a password';
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
