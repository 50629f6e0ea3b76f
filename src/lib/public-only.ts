import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createPrivateAddressTest } from './private-address.ts';

export interface PublicOnlyOptions {
  /** URLs that are let through all the same: `*` stands for anything without `.` and `/`, `**` for anything. */
  readonly exceptions?: readonly string[];
  /** The addresses of a host; those of DNS unless given. */
  readonly addressesOf?: (host: string) => Promise<readonly string[]>;
}

const addressesByDns = async (host: string) => (await lookup(host, { all: true })).map(({ address }) => address);

const SIGNS: Readonly<Record<string, string>> = { '**': '.*', '*': '[^./]*', '?': '[^./]' };

/** An exception as a pattern for whole URLs without query and fragment. */
function patternOf(exception: string): RegExp {
  const source = exception.replace(/\*\*|\*|\?|[.+^$()|[\]\\{}]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
  return new RegExp(`^${source}$`);
}

/**
 * Makes a check that refuses URLs of hosts with an address outside the public Internet.
 * @returns a function that throws Error for such a URL
 */
export function createPublicOnly({
  exceptions = [],
  addressesOf = addressesByDns,
}: PublicOnlyOptions = {}): (url: URL) => Promise<void> {
  const isPrivate = createPrivateAddressTest();
  const patterns = exceptions.map(patternOf);
  return async (url) => {
    const bare = `${url.origin}${url.pathname}`;
    if (patterns.some((pattern) => pattern.test(bare) || pattern.test(bare.replace(/\/$/, '')))) return;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await addressesOf(host);
    if (addresses.some(isPrivate)) throw new Error(`${url.host} is a private address, which the configuration forbids`);
  };
}
