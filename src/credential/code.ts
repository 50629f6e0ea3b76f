import { assertLength, LIMITS } from '../identifier/length.ts';
import { jsonOf } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import type { CredentialKind } from './credential-kind.ts';
import { objectsIn, readConfig, textIn } from './read-config.ts';

interface CodeAddress {
  readonly channel: string;
  readonly address: string;
}

const CHANNELS: readonly string[] = ['email', 'sms'];

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Each address once per channel, sorted by address and then channel. */
function settled(addresses: readonly CodeAddress[]): CodeAddress[] {
  const distinct = new Map(addresses.map(({ channel, address }) => [JSON.stringify([address, channel]), { channel, address }]));
  return [...distinct.values()].sort((a, b) => byText(a.address, b.address) || byText(a.channel, b.channel));
}

const storedAddresses = (credential: Credential): CodeAddress[] =>
  objectsIn(readConfig(credential.config).addresses).map(({ channel, address }) => ({
    channel: textIn(channel),
    address: textIn(address),
  }));

/**
 * The code credential that follows from the traits (contract 7.9); its identifiers are the addresses.
 * @param addresses channel and normalised address of every trait marked for one-time codes
 * @throws ApiError `value_too_long`
 */
export function codeCredentialFrom(
  addresses: readonly { readonly via: string; readonly value: string }[],
  current: Credential | undefined,
  now: Timestamp,
): Credential {
  for (const { value } of addresses) assertLength('an address for one-time codes', value, LIMITS.identifier);
  return {
    type: 'code',
    identifiers: [...new Set(addresses.map(({ value }) => value))],
    config: jsonOf({ addresses: settled(addresses.map(({ via, value }) => ({ channel: via, address: value }))) }),
    version: 1,
    createdAt: current?.createdAt ?? now,
    updatedAt: now,
  };
}

/** Version 0 kept the channel beside the identifiers, which were the addresses. */
function upgraded(credential: Credential): Credential {
  const { address_type, used_at: _, addresses: __, ...others } = readConfig(credential.config);
  const type = textIn(address_type).trim().toLowerCase();
  const channel = CHANNELS.includes(type) ? type : 'email';
  const added = credential.identifiers.filter((address) => address !== '').map((address) => ({ channel, address }));
  const addresses = settled([...storedAddresses(credential), ...added]);
  return { ...credential, version: 1, config: jsonOf({ ...others, addresses }) };
}

export interface CodeKindDeps {
  readonly normaliseIdentifier: (identifier: string) => string;
}

/** Codes sent to an address: a factor only where the configuration says so (contract 3.10). */
export function createCodeKind({ normaliseIdentifier }: CodeKindDeps): CredentialKind {
  return {
    type: 'code',
    normalise: normaliseIdentifier,
    upgrade: (credential) => (credential.version >= 1 ? credential : upgraded(credential)),

    firstFactors: (_credential, { codePasswordless }) => (codePasswordless ? 1 : 0),
    secondFactors(credential, { codeSecondFactor }) {
      if (!codeSecondFactor) return 0;
      return storedAddresses(credential).filter(({ channel, address }) => CHANNELS.includes(channel) && address !== '').length;
    },

    disclose: (credential) => credential.config,
  };
}
