import { ApiError } from '../../src/error/api-error.ts';
import type { Answer } from '../../src/form/answer.ts';
import { decodeSubmission } from '../../src/form/decode-submission.ts';
import type { Exchange } from '../../src/form/exchange.ts';
import type { Sessions } from '../../src/session/sessions.ts';

/** How a client asks: a page in a browser, a program in one, or a native app. */
export type ClientKind = 'page' | 'single-page app' | 'native';

export interface Client {
  readonly kind: ClientKind;
  /** Cookies by name, as a browser keeps them. */
  readonly cookies: Map<string, string>;
  /** Makes one request and keeps the cookies of the answer. */
  ask(operation: (exchange: Exchange) => Promise<Answer>, path: string, body?: object): Promise<Answer>;
}

export const PUBLIC_URL = 'https://id.example.org';
const CSRF = 'csrf';
let values = 0;

/** The anti-CSRF cookie without its cryptography: a token is the value and a number. */
function csrfOf(cookies: Map<string, string>) {
  const carried = cookies.get(CSRF);
  let value = carried;
  let rotated = false;
  const rotate = () => {
    if (rotated) return;
    rotated = true;
    value = `value-${++values}`;
    cookies.set(CSRF, value);
  };
  return {
    token() {
      if (value === undefined) rotate();
      return `${value}#${++values}`;
    },
    matches: (token: string) => carried !== undefined && token.split('#')[0] === carried,
    rotate,
    violation: () => new ApiError('csrf_violation'),
  };
}

/** A client with a cookie jar; native apps have none. */
export function createClient(kind: ClientKind, sessions: Sessions): Client {
  const cookies = new Map<string, string>();
  return {
    kind,
    cookies,
    async ask(operation, path, body) {
      const url = new URL(path, PUBLIC_URL);
      const isForm = kind === 'page';
      const text = isForm ? new URLSearchParams(Object.entries(body ?? {})).toString() : JSON.stringify(body ?? {});
      const jar = kind === 'native' ? new Map<string, string>() : cookies;
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { 'user-agent': 'test', ...(cookie !== '' && { cookie }) };
      const method = body ? 'POST' : 'GET';
      const exchange: Exchange = {
        method,
        url: url.href,
        query: url.searchParams,
        headers,
        client: { ip: '192.0.2.1', userAgent: 'test', location: '' },
        prefersJson: !isForm,
        isJson: !isForm,
        csrf: csrfOf(jar),
        submission: () =>
          decodeSubmission({
            method,
            contentType: isForm ? 'application/x-www-form-urlencoded' : 'application/json',
            body: Buffer.from(text),
            query: url.searchParams,
          }),
        caller: () => sessions.find(headers),
        setCookie(line) {
          const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s);
          jar.set(name, value);
        },
      };
      return operation(exchange).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        return { kind: 'error', error };
      });
    },
  };
}
