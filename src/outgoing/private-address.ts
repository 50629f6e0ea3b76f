import { type AddressSet, createAddressSet } from '../lib/address-set.ts';

/** Blocks that the public Internet does not reach, and those that lead to others: translated and tunnelled IPv4, multicast. */
const BLOCKS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** Makes a test for addresses that do not belong to the public Internet (RFC 6890, RFC 8215, site-local ones, and multicast). */
export function createPrivateAddressTest(): AddressSet {
  // Made by the first question: most servers never ask.
  let blocks: AddressSet | undefined;
  return (address) => {
    blocks ??= createAddressSet(BLOCKS);
    return blocks(address);
  };
}
