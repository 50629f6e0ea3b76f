import type { ApiError } from '../error/api-error.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import type { ClientInfo } from '../session/client-info.ts';
import type { Caller } from '../session/session.ts';
import type { Submission } from './submission.ts';

/** The anti-CSRF cookie of a browser, as a request brings it or is given it. */
export interface Csrf {
  /** A masked token of the cookie, another one each time (flows.md 4.2). */
  token(): string;
  /** Whether a token belongs to the cookie that the request carried; in constant time. */
  matches(token: string): boolean;
  /** Gives the browser a new cookie, at most once per request; later tokens are for that one. */
  rotate(): void;
  /** The refusal, with what is wrong about a request that sends a form, or asks for a flow. */
  violation(kind?: 'submit' | 'fetch'): ApiError;
}

/** One request of a flow, with all that the answer needs besides its body. */
export interface Exchange {
  readonly method: string;
  /** Absolute, as the client asked for it. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  readonly client: ClientInfo;
  /** The client prefers JSON to HTML (bit J of flows.md 3.1). */
  readonly prefersJson: boolean;
  /** It prefers JSON or sent it (IsJSONRequest). */
  readonly isJson: boolean;
  readonly csrf: Csrf;
  /** The body, or the query of a GET; decoded once. @throws ApiError with status 400 */
  submission(): Submission;
  /** Whose session the request carries; looked up once. */
  caller(): Promise<Caller | undefined>;
  /** Adds a Set-Cookie header to the answer. */
  setCookie(text: string): void;
}
