import type { Identity } from '../../identity/identity.ts';
import { rowOf } from '../../identity/stored-identity.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';
import { renderIdentity, renderNewCredentials } from './serialise.ts';

interface Answer {
  readonly schemaUrls: SchemaUrls;
  readonly region: string | undefined;
}

/** An identity as the write that made or changed it answers: addresses stand in the order in which the schema names them. */
function written(
  identity: Identity,
  { schemaUrls, region }: Answer,
  isNew: boolean,
  metadataAdmin: 'always' | 'when set',
): string {
  const row = rowOf(identity, identity.verifiableAddresses, identity.recoveryAddresses);
  return renderIdentity(row, {
    schemaUrl: schemaUrls.of(row.schemaId),
    credentials: isNew ? renderNewCredentials(row) : row.credentials,
    metadataAdmin,
    ...(region !== undefined && { region }),
  });
}

export const renderCreated = (identity: Identity, answer: Answer) => written(identity, answer, true, 'when set');
export const renderReplaced = (identity: Identity, answer: Answer) => written(identity, answer, false, 'when set');
export const renderPatched = (identity: Identity, answer: Answer) => written(identity, answer, false, 'always');
