import { ApiError } from '../error/api-error.ts';
import type { CsrfCookie } from './csrf-cookie.ts';
import { headerOf, type RequestHeaders } from './request-headers.ts';

/** A request that failed the check. */
export interface CsrfViolation {
  readonly headers: RequestHeaders;
  /** Its Content-Type; taken from the headers unless given. */
  readonly contentType?: string;
  /** Whether it had any token, in a form or in the header X-CSRF-Token. */
  readonly hasToken: boolean;
  /** It asked to be shown a flow, which takes no token but the cookies of whoever began it. */
  readonly isFetch?: boolean;
}

const DOCS = 'https://www.ory.com/docs/troubleshooting/csrf';

const HINTS = {
  script:
    "We detected an AJAX call, please ensure that CORS is enabled and configured correctly, and that your AJAX code sends cookies and has credentials enabled. For further debugging, check your Browser's Network Tab to see what cookies are included or excluded.",
  other:
    'We detected a regular browser or server-side call. In a browser, look at the network tab for the cookies that were sent; a server has to hand on the Cookie header of the browser.',
  token: 'Send the value of the node csrf_token of the flow.',
  fetch: 'A flow is shown to nobody but the browser that began it: hand on the cookies of that browser, or begin a new flow.',
} as const;

/** What clients may look for. */
const NO_TOKEN =
  'The anti-CSRF cookie was found but the CSRF token was not included in the HTTP request body (csrf_token) nor in the HTTP Header (X-CSRF-Token).';

const REASONS = {
  noCookies: 'The HTTP Cookie Header is empty or not set.',
  noCsrfCookie: 'The HTTP Cookie Header was set but did not include the anti-CSRF cookie.',
  mismatch:
    'The HTTP Cookie Header was set and a CSRF token was sent but they do not match. We recommend deleting all cookies for this domain and retrying the flow.',
} as const;

function rejectReason(csrf: Pick<CsrfCookie, 'carried'>, { headers, contentType, hasToken }: CsrfViolation): string | undefined {
  if (headerOf(headers, 'cookie') === '') return REASONS.noCookies;
  if (csrf.carried(headers) === undefined) return REASONS.noCsrfCookie;
  const type = contentType ?? headerOf(headers, 'content-type');
  return !type.startsWith('application/json') && !hasToken ? undefined : REASONS.mismatch;
}

function hintOf(reason: string | undefined, { headers, isFetch = false }: CsrfViolation): string {
  if (reason === undefined) return `${NO_TOKEN} ${isFetch ? HINTS.fetch : HINTS.token}`;
  return ['cors', 'same-origin'].includes(headerOf(headers, 'sec-fetch-mode')) ? HINTS.script : HINTS.other;
}

/** The error of a request that another site may have made a browser send (flows contract 4.6). */
export function csrfViolation(csrf: Pick<CsrfCookie, 'carried'>, violation: CsrfViolation): ApiError {
  const reason = rejectReason(csrf, violation);
  return new ApiError('csrf_violation', {
    details: {
      docs: DOCS,
      hint: hintOf(reason, violation),
      ...(reason !== undefined && { reject_reason: reason }),
    },
  });
}
