import type { FastifyRequest } from 'fastify';
import type { AddressSet } from '../lib/address-set.ts';
import { type ClientInfo, clientInfoOf } from '../session/client-info.ts';

/** What is known of the client of a request. @param trusted `zelos.trusted_proxies` */
export function clientOf({ headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>, trusted: AddressSet): ClientInfo {
  return clientInfoOf(headers, { address: socket.remoteAddress, port: socket.remotePort }, trusted);
}
