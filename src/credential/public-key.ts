import { storedBytes } from './byte-member.ts';
import type { ImportFault } from './import-fault.ts';
import { isObject } from './read-config.ts';
import { storedTime, ZERO_TIME } from './time-member.ts';

/** A public key of webauthn or passkey as it is stored (contract 3.4.1); bytes are base64 with padding. */
export interface PublicKey {
  readonly id: string | null;
  readonly public_key: string | null;
  readonly attestation_type: string;
  readonly authenticator?: {
    readonly aaguid: string | null;
    readonly sign_count: number;
    readonly clone_warning: boolean;
  };
  readonly display_name: string;
  readonly added_at: string;
  readonly is_passwordless: boolean;
  readonly flags?: {
    readonly user_present: boolean;
    readonly user_verified: boolean;
    readonly backup_eligible: boolean;
    readonly backup_state: boolean;
  };
  readonly transport?: readonly string[];
  readonly attestation?: {
    readonly client_dataJSON: string | null;
    readonly client_data_hash: string | null;
    readonly authenticator_data: string | null;
    readonly public_key_algorithm: number;
    readonly object: string | null;
  };
}

const MAX_SIGN_COUNT = 4_294_967_295;

/** Reads the members of one object; absent and null are the same. */
function memberReader(value: unknown, path: string, fault: ImportFault) {
  if (!isObject(value)) throw fault(path, 'an object');
  const members = value;
  const read = <T>(name: string, absent: T, expected: string, fits: (member: unknown) => member is T): T => {
    const member = members[name] ?? absent;
    if (!fits(member)) throw fault(`${path}/${name}`, expected);
    return member;
  };
  return {
    bytes: (name: string) => storedBytes(members[name], `${path}/${name}`, fault),
    time: (name: string) => storedTime(members[name], `${path}/${name}`, fault) ?? ZERO_TIME,
    text: (name: string) => read(name, '', 'a text', (member) => typeof member === 'string'),
    flag: (name: string) => read(name, false, 'true or false', (member) => typeof member === 'boolean'),
    integer: (name: string, min: number, max: number) =>
      read(
        name,
        0,
        `a whole number from ${min} to ${max}`,
        (member): member is number => Number.isInteger(member) && Number(member) >= min && Number(member) <= max,
      ),
    texts: (name: string) =>
      read(
        name,
        [],
        'a list of texts',
        (member): member is string[] => Array.isArray(member) && member.every((entry) => typeof entry === 'string'),
      ),
    below: (name: string) => {
      const member = members[name] ?? undefined;
      return member === undefined ? undefined : memberReader(member, `${path}/${name}`, fault);
    },
  };
}

/**
 * The stored form of a public key from a request or from a stored configuration; unknown members are dropped.
 * @param path JSON pointer of the entry below the configuration
 * @throws ApiError that `fault` makes, for a member of the wrong type
 */
export function publicKeyFrom(value: unknown, path: string, fault: ImportFault): PublicKey {
  const entry = memberReader(value, path, fault);
  const authenticator = entry.below('authenticator');
  const flags = entry.below('flags');
  const transport = entry.texts('transport');
  const attestation = entry.below('attestation');
  return {
    id: entry.bytes('id'),
    public_key: entry.bytes('public_key'),
    attestation_type: entry.text('attestation_type'),
    ...(authenticator && {
      authenticator: {
        aaguid: authenticator.bytes('aaguid'),
        sign_count: authenticator.integer('sign_count', 0, MAX_SIGN_COUNT),
        clone_warning: authenticator.flag('clone_warning'),
      },
    }),
    display_name: entry.text('display_name'),
    added_at: entry.time('added_at'),
    is_passwordless: entry.flag('is_passwordless'),
    ...(flags && {
      flags: {
        user_present: flags.flag('user_present'),
        user_verified: flags.flag('user_verified'),
        backup_eligible: flags.flag('backup_eligible'),
        backup_state: flags.flag('backup_state'),
      },
    }),
    ...(transport.length > 0 && { transport }),
    ...(attestation && {
      attestation: {
        client_dataJSON: attestation.bytes('client_dataJSON'),
        client_data_hash: attestation.bytes('client_data_hash'),
        authenticator_data: attestation.bytes('authenticator_data'),
        public_key_algorithm: attestation.integer('public_key_algorithm', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
        object: attestation.bytes('object'),
      },
    }),
  };
}
