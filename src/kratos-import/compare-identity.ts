import { readConfig, textIn } from '../credential/read-config.ts';
import type { Identity } from '../identity/identity.ts';
import { readIdentity, writeOf } from '../identity/stored-identity.ts';
import type { IdentityRowWithConfigs, IdentityStore } from '../store/identity-store.ts';

/** The columns that have to be the same. Configurations are not among them: what is enciphered anew looks different each time. */
const COMPARED = [
  'externalId',
  'schemaId',
  'state',
  'stateChangedAt',
  'traits',
  'metadataPublic',
  'metadataAdmin',
  'credentials',
  'verifiableAddresses',
  'recoveryAddresses',
  'availableAal',
  'organizationId',
  'createdAt',
  'updatedAt',
] as const;

/** What a password has to have: something that a password can be compared with. */
function hasPassword(config: string): boolean {
  const { hashed_password, use_password_migration_hook } = readConfig(config as never);
  return textIn(hashed_password) !== '' || use_password_migration_hook === true;
}

/** Every identifier and address is looked up as a login does. @returns the first that leads to somebody else */
async function lostKey(identity: Identity, store: IdentityStore): Promise<string | undefined> {
  const { identifiers, addresses } = writeOf(identity);
  const lost = await Promise.all([
    ...identifiers.map(async ({ type, identifier }) =>
      (await store.getByIdentifier(type, identifier))?.id === identity.id ? undefined : `${type} identifier ${identifier}`,
    ),
    ...addresses.map(async ({ kind, via, value }) =>
      (await store.getByAddress(kind, via, value))?.identity.id === identity.id ? undefined : `${kind} address ${value}`,
    ),
  ]);
  return lost.find((key) => key !== undefined);
}

/** What is wrong with a stored identity, compared with what the other database says; undefined when nothing is. */
export async function differenceOf(
  expected: Identity,
  row: IdentityRowWithConfigs,
  store: IdentityStore,
): Promise<string | undefined> {
  const wanted = writeOf(expected).row;
  const column = COMPARED.find((name) => wanted[name] !== row[name]);
  if (column !== undefined) return `${column} is not what it was`;
  const { credentials } = readIdentity(row);
  for (const [type, credential] of Object.entries(expected.credentials)) {
    const stored = credentials[credential.type];
    if (stored === undefined) return `the credential ${type} is missing`;
    if (type === 'password' && hasPassword(credential.config) && !hasPassword(stored.config))
      return 'the hash of the password is missing';
  }
  const lost = await lostKey(expected, store);
  return lost === undefined ? undefined : `a look-up of its ${lost} does not lead to it`;
}
