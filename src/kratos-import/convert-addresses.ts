import type { RecoveryAddress, VerifiableAddress } from '../identity/identity.ts';
import { flagIn, idIn, requiredTime, textOrNone, timeIn } from './kratos-values.ts';
import type { KratosRow } from './read-table.ts';
import type { Rules } from './rules.ts';
import type { RECOVERY_ADDRESSES, VERIFIABLE_ADDRESSES } from './tables.ts';

export type VerifiableDbRow = KratosRow<(typeof VERIFIABLE_ADDRESSES)['columns'][number]>;
export type RecoveryDbRow = KratosRow<(typeof RECOVERY_ADDRESSES)['columns'][number]>;

/** Different spellings of one address become one: the first of those that `better` puts in front. */
function distinct<A extends { readonly via: string; readonly value: string }>(
  addresses: readonly A[],
  owner: string,
  { notes }: Rules,
  better: (address: A) => boolean = () => false,
): A[] {
  const found = new Map<string, A>();
  for (const address of addresses) {
    const key = JSON.stringify([address.via, address.value]);
    const before = found.get(key);
    if (before) notes.add('address_merged', owner);
    if (!before || (better(address) && !better(before))) found.set(key, address);
  }
  return [...found.values()];
}

function shared(row: Pick<VerifiableDbRow, 'id' | 'via' | 'value' | 'created_at' | 'updated_at'>, owner: string, rules: Rules) {
  const spelling = row.value ?? '';
  const value = rules.normalise(spelling);
  if (value !== spelling) rules.notes.add('normalised', owner);
  return {
    id: idIn('the id of an address', row.id),
    value,
    via: textOrNone(row.via) ?? 'email',
    createdAt: requiredTime('created_at of an address', row.created_at),
    updatedAt: requiredTime('updated_at of an address', row.updated_at),
  };
}

/** @throws ValueFault */
export function convertVerifiable(rows: readonly VerifiableDbRow[], owner: string, rules: Rules): VerifiableAddress[] {
  const addresses = rows.map((row): VerifiableAddress => {
    const verified = flagIn(row.verified);
    const verifiedAt = timeIn('verified_at of an address', row.verified_at);
    return {
      ...shared(row, owner, rules),
      verified,
      status: textOrNone(row.status) ?? (verified ? 'completed' : 'pending'),
      ...(verifiedAt !== undefined && { verifiedAt }),
    };
  });
  return distinct(addresses, owner, rules, ({ verified }) => verified);
}

/** @throws ValueFault */
export function convertRecovery(rows: readonly RecoveryDbRow[], owner: string, rules: Rules): RecoveryAddress[] {
  const addresses = rows.map((row): RecoveryAddress => {
    const organization = textOrNone(row.break_glass_for_organization);
    return {
      ...shared(row, owner, rules),
      ...(organization !== undefined && { breakGlassForOrganization: idIn('an organization', organization) }),
    };
  });
  return distinct(addresses, owner, rules);
}
