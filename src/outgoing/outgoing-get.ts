import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { FinalError } from './final-error.ts';
import { createPrivateAddressTest } from './private-address.ts';
import { untilAborted } from './until-aborted.ts';
import { createUrlTest } from './url-pattern.ts';

const MAX_REDIRECTS = 10;

export interface OutgoingGetOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Refuses hosts with an address outside the public Internet, redirects included: `clients.http.disallow_private_ip_ranges`. */
  readonly disallowPrivateIps: boolean;
  /** URLs that may be called all the same, with wildcards: `clients.http.private_ip_exception_urls`. */
  readonly exceptions?: readonly string[] | undefined;
  /** The addresses of a host; asks the DNS unless given. */
  readonly addressesOf?: ((host: string) => Promise<readonly string[]>) | undefined;
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

async function addressesByDns(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Makes the GET that keeps to the rules for outgoing calls. */
export function createOutgoingGet(options: OutgoingGetOptions): OutgoingGet {
  const { fetch, disallowPrivateIps, exceptions = [], addressesOf = addressesByDns } = options;
  const isPrivate = createPrivateAddressTest();
  const isException = createUrlTest(exceptions);

  async function assertPublic(url: URL, signal: AbortSignal): Promise<void> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await untilAborted(addressesOf(host), signal);
    if (addresses.some(isPrivate)) throw new FinalError(`${url.host} is a private address, which the configuration forbids`);
  }

  return async (url, { headers, signal }) => {
    let target = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (!/^https?:$/.test(target.protocol)) throw new FinalError(`the server redirects to ${target.protocol}`);
      if (disallowPrivateIps && !isException(target)) await assertPublic(target, signal);
      const response = await fetch(target, { redirect: 'manual', signal, headers });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      target = new URL(location, target);
    }
    throw new FinalError('the server redirects too often');
  };
}
