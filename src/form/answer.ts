import type { ApiError } from '../error/api-error.ts';
import type { JsonText } from '../json/json-text.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { SessionRow } from '../store/session-store.ts';
import type { ContinueWith } from './continue-with.ts';
import type { Flow } from './flow.ts';

/** What a request of a flow is answered with; `api/` puts it on the wire. Cookies are set on the exchange. */
export type Answer =
  | {
      readonly kind: 'flow';
      readonly status: 200 | 400;
      readonly flow: Flow;
      /** Whose settings a settings flow shows. */
      readonly identity?: IdentityRow;
      /** Of a native flow that just began, when it was asked for. */
      readonly exchangeCode?: string;
    }
  | { readonly kind: 'redirect'; readonly status: 302 | 303; readonly location: string }
  | {
      readonly kind: 'signed in';
      readonly session: SessionRow;
      /** Absent while the session lacks a factor. */
      readonly identity?: IdentityRow;
      /** For native apps; browsers get a cookie. */
      readonly token?: string;
      readonly continueWith: readonly ContinueWith[];
    }
  | {
      readonly kind: 'signed up';
      readonly identity: IdentityRow;
      /** With the hook `session`. */
      readonly session?: SessionRow;
      readonly token?: string;
      readonly continueWith: readonly ContinueWith[];
    }
  | { readonly kind: 'json'; readonly json: JsonText }
  | { readonly kind: 'nothing'; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly kind: 'error';
      readonly error: ApiError;
      /** Where the status is not that of the error. */
      readonly status?: number;
    };

/** Sends the browser on. */
export function redirectTo(location: string, status: 302 | 303 = 303): Answer {
  return { kind: 'redirect', status, location };
}
