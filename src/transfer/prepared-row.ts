import { type JsonNode, type JsonObject, printTree } from '../json/tree.ts';
import type { InputRow, RowPlace } from './input-row.ts';
import { textAt } from './tree-place.ts';

/** Why a row did not become an identity. */
export interface RowFailure {
  /** Status of HTTP: 400 for what the row itself says, 409 for a value that is taken. */
  readonly status: number;
  readonly reason: string;
  /** JSON pointer into the identity, where it is one value that is wrong. */
  readonly pointer?: string;
}

/** A row in the form of the API: the body of `POST /admin/identities`. */
export interface PreparedRow extends RowPlace {
  readonly body: JsonObject;
  readonly text: string;
  /** Whether the server has to hash a password for it. */
  readonly costsHash: boolean;
}

export type Prepared = PreparedRow | (RowPlace & { readonly failure: RowFailure });

/** Makes the body of a create from the value of a row; a text says why it cannot. */
export type RowMapper = (value: JsonNode) => JsonObject | string;

/** The rows are in the form of the API already. */
export const asIs: RowMapper = (value) => (value instanceof Map ? value : 'not a JSON object');

const placeIn = ({ index, line }: RowPlace): RowPlace => ({ index, ...(line !== undefined && { line }) });

/**
 * Brings a row into the form of the API.
 * @param schemaId of rows that name none
 */
export function prepare(row: InputRow, map: RowMapper, schemaId: string | undefined): Prepared {
  const place = placeIn(row);
  const body = 'fault' in row ? row.fault : map(row.value);
  if (typeof body === 'string') return { ...place, failure: { status: 400, reason: body } };
  if (schemaId !== undefined && !body.has('schema_id')) body.set('schema_id', schemaId);
  const costsHash = textAt(body, 'credentials', 'password', 'config', 'password') !== undefined;
  return { ...place, body, text: printTree(body), costsHash };
}
