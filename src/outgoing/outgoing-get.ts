import { FinalError } from './final-error.ts';
import { createPublicOnly, type PublicOnlyOptions } from './public-only.ts';

const MAX_REDIRECTS = 10;

export interface OutgoingGetOptions extends PublicOnlyOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Refuses hosts with an address outside the public Internet, redirects included: `clients.http.disallow_private_ip_ranges`. */
  readonly disallowPrivateIps: boolean;
}

/** What goes along with a GET. */
export interface OutgoingGetRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the call, also while the body is read. */
  readonly signal: AbortSignal;
}

/**
 * GET over HTTP or HTTPS that follows redirects.
 * @throws FinalError for a target that may not be called; any other Error when the call fails
 */
export type OutgoingGet = (url: URL, request: OutgoingGetRequest) => Promise<Response>;

/** Makes the GET that keeps to the rules for outgoing calls. */
export function createOutgoingGet(options: OutgoingGetOptions): OutgoingGet {
  const { fetch, disallowPrivateIps } = options;
  const assertPublic = createPublicOnly(options);

  return async (url, { headers, signal }) => {
    let target = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (!/^https?:$/.test(target.protocol)) throw new FinalError(`the server redirects to ${target.protocol}`);
      // `fetch` refuses them, too, with a text that repeats them.
      if (target.username !== '' || target.password !== '')
        throw new FinalError('a URL with user and password cannot be fetched');
      if (disallowPrivateIps) await assertPublic(target, signal);
      const response = await fetch(target, { redirect: 'manual', signal, headers });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      target = new URL(location, target);
    }
    throw new FinalError('the server redirects too often');
  };
}
