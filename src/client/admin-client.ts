import { setTimeout as pause } from 'node:timers/promises';

/** An answer of the admin API. */
export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came; JSON unless something stands between. */
  readonly body: string;
}

export interface AdminRequest {
  readonly method: string;
  /** Below the endpoint, with its query, such as `/admin/identities?page_size=10`. */
  readonly path: string;
  /** JSON; none unless given. */
  readonly body?: string;
  /** Milliseconds that one attempt may take; 10,000 unless given. */
  readonly timeoutMs?: number;
}

/** A client of the admin API. */
export interface AdminClient {
  readonly endpoint: string;
  /**
   * Sends a request; again, after a pause, when the server cannot be reached, is overloaded or fails: up to four times. Writes that
   * may have been carried out are sent again, too, as the reference's tools do.
   * @throws EndpointUnreachable when no attempt got an answer, or nobody answers where the server sends us
   */
  send(request: AdminRequest): Promise<AdminAnswer>;
}

export interface AdminClientOptions {
  /** URL of the admin API, without a slash at the end. */
  readonly endpoint: string;
  /** Key for the admin API; none unless given. */
  readonly key?: string | undefined;
  readonly fetch: typeof fetch;
  /** Told why a request is sent again, before the pause of so many milliseconds; nobody unless given. */
  readonly onRetry?: (why: string, ms: number) => void;
  /** Waits for so many milliseconds; that of the machine unless given. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Nobody answers at the endpoint. */
export class EndpointUnreachable extends Error {}

const ATTEMPTS = 5;
const LEAST_PAUSE_MS = 1000;
const MOST_PAUSE_MS = 30_000;
const TIMEOUT_MS = 10_000;

const isTransient = (status: number) => status === 429 || (status >= 500 && status !== 501);

/** What the server asks for, else twice the pause before; at most half a minute. */
function pauseAfter(attempt: number, answer: AdminAnswer | undefined): number {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN) * 1000;
  return Math.min(Number.isFinite(asked) ? asked : LEAST_PAUSE_MS * 2 ** (attempt - 1), MOST_PAUSE_MS);
}

const reasonOf = (error: unknown) => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : String(cause);
};

export function createAdminClient(options: AdminClientOptions): AdminClient {
  const { endpoint, key, fetch, onRetry, pause: wait = (ms: number) => pause(ms) } = options;

  /**
   * The answer at the other place that the server sends a reader to, as it does for schemas, which the public API has. The server is there, so
   * nothing is tried again. The key is not for that place.
   */
  async function follow(location: string, signal: AbortSignal): Promise<Response> {
    const target = new URL(location, endpoint);
    try {
      return await fetch(target.href, { headers: { accept: 'application/json' }, signal });
    } catch (error) {
      const message = `${endpoint} sends us on to ${target.origin} (serve.public.base_url), where nobody answers: ${reasonOf(error)}.`;
      throw new EndpointUnreachable(message, { cause: error });
    }
  }

  async function attempt({ method, path, body, timeoutMs = TIMEOUT_MS }: AdminRequest): Promise<AdminAnswer> {
    // A signal of `AbortSignal.timeout` keeps the request in memory until its time is over, also when the answer is there.
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError')), timeoutMs);
    try {
      const first = await fetch(endpoint + path, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        ...(body !== undefined && { body }),
        signal: giveUp.signal,
      });
      const location = first.status >= 300 && first.status < 400 && method === 'GET' ? first.headers.get('location') : null;
      const reply = location === null ? first : await follow(location, giveUp.signal);
      return { status: reply.status, headers: reply.headers, body: await reply.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    endpoint,
    async send(request) {
      for (let attempts = 1; ; attempts++) {
        let answer: AdminAnswer | undefined;
        let why: string;
        try {
          answer = await attempt(request);
          if (!isTransient(answer.status) || attempts >= ATTEMPTS) return answer;
          why = `${endpoint} answers with ${answer.status}`;
        } catch (error) {
          if (error instanceof EndpointUnreachable) throw error;
          why = `Nobody answers at ${endpoint}: ${reasonOf(error)}`;
          if (attempts >= ATTEMPTS) throw new EndpointUnreachable(`${why}.`, { cause: error });
        }
        const ms = pauseAfter(attempts, answer);
        onRetry?.(why, ms);
        await wait(ms);
      }
    },
  };
}
