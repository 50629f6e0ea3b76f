import type { Identity } from '../identity/identity.ts';
import { EMPTY_OBJECT } from '../json/json-text.ts';
import { convertRecovery, convertVerifiable, type RecoveryDbRow, type VerifiableDbRow } from './convert-addresses.ts';
import { type CredentialDbRow, convertCredentials, type IdentifierDbRow } from './convert-credentials.ts';
import { idIn, jsonIn, requiredTime, textOrNone, timeIn } from './kratos-values.ts';
import type { KratosRow } from './read-table.ts';
import type { Rules } from './rules.ts';
import type { IDENTITIES } from './tables.ts';

/** Everything that the database has of an identity. */
export interface IdentityRows {
  readonly identity: KratosRow<(typeof IDENTITIES)['columns'][number]>;
  readonly credentials: readonly CredentialDbRow[];
  readonly identifiers: readonly IdentifierDbRow[];
  readonly verifiable: readonly VerifiableDbRow[];
  readonly recovery: readonly RecoveryDbRow[];
}

function stateOf({ id, state }: IdentityRows['identity'], { notes }: Rules): Identity['state'] {
  if (state === 'active' || state === 'inactive') return state;
  notes.add('state_unknown', `${JSON.stringify(state)} of ${id}`);
  return 'active';
}

/**
 * An identity as it is stored here, with the ids and times that it had. Traits are not validated: they were, by a schema that may
 * have changed since.
 * @throws ValueFault
 */
export function convertIdentity(rows: IdentityRows, rules: Rules): Identity {
  const { identity: row } = rows;
  const id = idIn('the id', row.id);
  const schemaId = textOrNone(row.schema_id) ?? rules.defaultSchemaId;
  if (!rules.hasSchema(schemaId)) rules.notes.add('schema_unknown', schemaId);
  const [stateChangedAt, metadataPublic, metadataAdmin, externalId, organizationId] = [
    timeIn('state_changed_at', row.state_changed_at),
    jsonIn('metadata_public', row.metadata_public),
    jsonIn('metadata_admin', row.metadata_admin),
    textOrNone(row.external_id),
    textOrNone(row.organization_id),
  ];
  const credentials = convertCredentials(rows.credentials, rows.identifiers, id, rules);
  return {
    id,
    schemaId,
    state: stateOf(row, rules),
    traits: jsonIn('traits', row.traits) ?? EMPTY_OBJECT,
    credentials,
    verifiableAddresses: convertVerifiable(rows.verifiable, id, rules),
    recoveryAddresses: convertRecovery(rows.recovery, id, rules),
    availableAal: rules.kinds.availableAal(credentials, rules.factors),
    createdAt: requiredTime('created_at', row.created_at),
    updatedAt: requiredTime('updated_at', row.updated_at),
    ...(externalId !== undefined && { externalId }),
    ...(stateChangedAt !== undefined && { stateChangedAt }),
    ...(metadataPublic !== undefined && { metadataPublic }),
    ...(metadataAdmin !== undefined && { metadataAdmin }),
    ...(organizationId !== undefined && { organizationId: idIn('organization_id', organizationId) }),
  };
}
