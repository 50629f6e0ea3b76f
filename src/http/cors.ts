import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What scripts of other origins may do. */
export interface CorsRules {
  /** Whether scripts of an origin may call. */
  readonly allows: (origin: string) => boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  /** Cookies may go along. */
  readonly credentials: boolean;
  /** For how many seconds the answer to a preflight request is good; 0 leaves that to the browser. */
  readonly maxAgeSeconds: number;
  /** Told of each decision; nobody unless given. */
  readonly onDecision?: (origin: string, allowed: boolean) => void;
}

/** What an answer says to a browser, by lower-case name; `vary` is to be added to what is there. */
export type CorsHeaders = Readonly<Record<string, string>> & { readonly vary: string };

/** The protocol of browsers for calls from other origins (Fetch standard, section 3.3). */
export interface Cors {
  /** Whether a browser asks first. */
  isPreflight(request: Pick<IncomingMessage, 'method' | 'headers'>): boolean;
  /** For the answer to such a question. */
  preflightHeaders(headers: IncomingHttpHeaders): CorsHeaders;
  /** For the answer to a request. */
  answerHeaders(request: Pick<IncomingMessage, 'method' | 'headers'>): CorsHeaders;
}

const ASKED = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

/** Never `*`: the origin is repeated, as credentials need it, so every answer depends on it. */
export function createCors(rules: CorsRules): Cors {
  const { allows, methods, headers, exposedHeaders, credentials, maxAgeSeconds, onDecision } = rules;
  const knownHeaders = new Set(headers.map((name) => name.toLowerCase()));

  function isAllowed(origin: string | undefined): origin is string {
    if (origin === undefined) return false;
    const allowed = allows(origin);
    onDecision?.(origin, allowed);
    return allowed;
  }

  const isMethod = (method = '') => method === 'OPTIONS' || methods.includes(method);

  const base = (origin: string) => ({
    'access-control-allow-origin': origin,
    ...(credentials && { 'access-control-allow-credentials': 'true' }),
  });

  return {
    isPreflight: ({ method, headers }) => method === 'OPTIONS' && headers['access-control-request-method'] !== undefined,

    preflightHeaders(sent) {
      const { origin, 'access-control-request-method': method = '', 'access-control-request-headers': list = '' } = sent;
      const asked = list.split(',').flatMap((name) => name.trim() || []);
      const areKnown = knownHeaders.has('*') || asked.every((name) => knownHeaders.has(name.toLowerCase()));
      if (!isAllowed(origin) || !isMethod(method) || !areKnown) return { vary: ASKED };
      return {
        vary: ASKED,
        ...base(origin),
        'access-control-allow-methods': method,
        ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
        ...(maxAgeSeconds > 0 && { 'access-control-max-age': String(maxAgeSeconds) }),
      };
    },

    answerHeaders({ method, headers: { origin } }) {
      if (!isAllowed(origin) || !isMethod(method === 'HEAD' ? 'GET' : method)) return { vary: 'Origin' };
      return {
        vary: 'Origin',
        ...base(origin),
        ...(exposedHeaders.length > 0 && { 'access-control-expose-headers': exposedHeaders.join(', ') }),
      };
    },
  };
}
