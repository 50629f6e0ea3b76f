import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { FinalError } from './final-error.ts';
import { createPrivateAddressTest } from './private-address.ts';
import { untilAborted } from './until-aborted.ts';
import { createUrlTest } from './url-pattern.ts';

export interface PublicOnlyOptions {
  /** URLs that may be called all the same, with wildcards: `clients.http.private_ip_exception_urls`. */
  readonly exceptions?: readonly string[] | undefined;
  /** The addresses of a host; asks the DNS unless given. */
  readonly addressesOf?: ((host: string) => Promise<readonly string[]>) | undefined;
}

async function addressesByDns(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Refuses URLs of hosts with an address outside the public Internet. @throws FinalError for such a URL; other Errors when nobody can tell */
export type PublicOnly = (url: URL, signal?: AbortSignal) => Promise<void>;

export function createPublicOnly({ exceptions = [], addressesOf = addressesByDns }: PublicOnlyOptions = {}): PublicOnly {
  const isPrivate = createPrivateAddressTest();
  const isException = createUrlTest(exceptions);
  return async (url, signal) => {
    if (isException(url)) return;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const asked = isIP(host) ? [host] : addressesOf(host);
    const addresses = signal ? await untilAborted(Promise.resolve(asked), signal) : await asked;
    if (addresses.some(isPrivate)) throw new FinalError(`${url.host} is a private address, which the configuration forbids`);
  };
}
