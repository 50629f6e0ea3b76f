import { ERRORS, type ErrorCode } from './catalogue.ts';

/** What an error says beyond its class: where the fault is, which rule it breaks, what was expected and got. */
export interface ErrorDetails {
  /** JSON pointer (RFC 6901) into the request body, or the name of a parameter or header. */
  readonly pointer?: string;
  readonly rule?: string;
  readonly expected?: string;
  readonly got?: string;
  readonly [more: string]: unknown;
}

export interface ApiErrorOptions {
  /** Fills the `{name}` places of message, reason and hint. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly details?: ErrorDetails;
  /** Members of the answer beside `error`. */
  readonly beside?: object;
  /** Seconds for the Retry-After header. */
  readonly retryAfter?: number;
  /** For the log only; the client never sees it. */
  readonly cause?: unknown;
}

const fill = (template: string, params: Readonly<Record<string, string | number>>) =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));

/** An error that is meant for the client. Thrown anywhere, written by `http/` alone. */
export class ApiError extends Error {
  readonly #options: ApiErrorOptions;
  readonly code: ErrorCode;
  readonly status: number;
  readonly id: string | undefined;
  readonly reason: string | undefined;
  readonly details: ErrorDetails & { readonly code?: ErrorCode; readonly hint?: string };
  readonly beside: object;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: ApiErrorOptions = {}) {
    const { params = {}, details, beside = {}, retryAfter, cause } = options;
    const kind = ERRORS[code];
    super(fill(kind.message, params), cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.#options = options;
    this.code = code;
    this.status = kind.status;
    this.id = kind.id;
    this.reason = kind.reason === undefined ? undefined : fill(kind.reason, params);
    const hint = kind.hint === undefined ? {} : { hint: fill(kind.hint, params) };
    this.details = kind.ownDetails ? { ...details } : { code, ...details, ...hint };
    this.beside = beside;
    this.retryAfter = retryAfter;
  }

  /** The same error, saying more. */
  withDetails(more: ErrorDetails): ApiError {
    return new ApiError(this.code, { ...this.#options, details: { ...this.#options.details, ...more } });
  }

  /** The same error, found in a part of the body that begins at `pointer`. */
  below(pointer: string): ApiError {
    const { details = {} } = this.#options;
    return new ApiError(this.code, { ...this.#options, details: { ...details, pointer: pointer + (details.pointer ?? '') } });
  }
}
