import { BlockList, isIP } from 'node:net';

const NETWORKS: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

/** Makes a test for addresses that do not belong to the public Internet (RFC 6890, and multicast). */
export function createPrivateAddressTest(): (address: string) => boolean {
  const list = new BlockList();
  for (const [network, prefix] of NETWORKS) list.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');
  // BlockList looks through IPv4 addresses that are mapped into IPv6 by itself.
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
