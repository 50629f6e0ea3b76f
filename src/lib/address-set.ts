import { BlockList, isIP } from 'node:net';

/** Names that a list may hold beside addresses and CIDR blocks. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fe80::/10'],
  all: ['0.0.0.0/0', '::/0'],
  none: [],
};

const WIDTH = { 4: 32, 6: 128 } as const;

interface Block {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parseBlock(text: string): Block | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || more.length > 0) return undefined;
  const most = WIDTH[version];
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  return bits < 0 || bits > most ? undefined : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Whether a text can stand in a list of addresses: an address, a CIDR block, or `loopback`, `private`, `all`, `none`. */
export function isAddressSetEntry(text: string): boolean {
  return Object.hasOwn(NAMED, text) || parseBlock(text) !== undefined;
}

/** Tells of an address whether it is in a set; what is no address is in none. */
export type AddressSet = (address: string) => boolean;

/** An IPv4 address that a dual-stack socket shows as an IPv6 one, as itself. */
export const unmapped = (address: string) => (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address);

/** The addresses of a list. @throws TypeError for an entry that `isAddressSetEntry` refuses */
export function createAddressSet(entries: readonly string[]): AddressSet {
  const list = new BlockList();
  for (const text of entries.flatMap((entry) => NAMED[entry] ?? [entry])) {
    const block = parseBlock(text);
    if (!block) throw new TypeError(`${text} is neither an address nor a CIDR block`);
    list.addSubnet(block.address, block.bits, block.family);
  }
  return (address) => {
    const plain = unmapped(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}
