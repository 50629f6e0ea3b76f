import { headerOf, type RequestHeaders } from '../http/request-headers.ts';
import { type AddressSet, unmapped } from '../lib/address-set.ts';

/** Who is at the other end, as a session remembers its device. */
export interface ClientInfo {
  /** Address of the client, with the port when it is the peer itself; empty when proxies name only each other. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** City and country as a proxy in front tells them; empty when none does. */
  readonly location: string;
}

/** The other end of the connection; without an address on a Unix socket. */
export interface Peer {
  readonly address?: string | undefined;
  readonly port?: number | undefined;
}

/** Bytes that are kept of each text. */
const MOST_BYTES = 512;

/** A header as the text that was meant (headers are bytes, mostly UTF-8), cut to what is kept. */
function keptText(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  const text = bytes.subarray(0, MOST_BYTES).toString();
  // The cut may have gone through a character.
  return bytes.length > MOST_BYTES ? text.replace(/\uFFFD+$/, '') : text;
}

/** Proxies add to the right, so the first stranger from there is the client; what stands left of it anybody can have written. */
function forwardedFor(header: string, trusted: AddressSet): string {
  const found = header
    .split(',')
    .map((entry) => entry.trim())
    .findLast((entry) => !trusted(entry));
  return found ?? '';
}

function peerText({ address, port }: Peer): string | null {
  if (address === undefined) return null;
  const plain = unmapped(address);
  return port === undefined ? plain : `${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
}

function addressOf(headers: RequestHeaders, peer: Peer, trusted: AddressSet): string | null {
  for (const name of ['true-client-ip', 'cf-connecting-ip', 'x-real-ip']) {
    const value = headerOf(headers, name);
    if (value !== '') return keptText(value);
  }
  const forwarded = headerOf(headers, 'x-forwarded-for');
  return forwarded === '' ? peerText(peer) : keptText(forwardedFor(forwarded, trusted));
}

/**
 * What is known of the client of a request (sessions contract 3.5).
 * @param trusted proxies whose headers about the client are believed; whoever comes through a Unix socket is one
 */
export function clientInfoOf(headers: RequestHeaders, peer: Peer, trusted: AddressSet): ClientInfo {
  const isProxy = peer.address === undefined || trusted(peer.address);
  const userAgent = headers['user-agent'];
  const places = isProxy ? [headerOf(headers, 'cf-ipcity'), headerOf(headers, 'cf-ipcountry')] : [];
  return {
    ip: isProxy ? addressOf(headers, peer, trusted) : peerText(peer),
    userAgent: userAgent === undefined ? null : keptText(headerOf(headers, 'user-agent')),
    location: keptText(places.filter((place) => place !== '').join(', ')),
  };
}
