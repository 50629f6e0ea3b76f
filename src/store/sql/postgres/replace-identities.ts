import type { IdentityWrite } from '../../identity-store.ts';
import { identityValues, WRITTEN_COLUMNS } from '../identity-columns.ts';
import type { Statement } from '../statement.ts';
import { columnsOf } from './insert-identities.ts';

export interface Change {
  readonly next: IdentityWrite;
  readonly previous: IdentityWrite;
}

const LISTS = WRITTEN_COLUMNS.map((_, i) => `CAST($${i + 3} AS TEXT[])`).join(', ');
const ASSIGNMENTS = WRITTEN_COLUMNS.filter((column) => column !== 'id').map((column) => `${column} = t.${column}`);

/** `$2` revisions, then the columns. */
export const UPDATE_ALL = `
  UPDATE identities SET revision = identities.revision + 1, ${ASSIGNMENTS.join(', ')}
  FROM unnest(CAST($2 AS INTEGER[]), ${LISTS}) AS t (previous, ${WRITTEN_COLUMNS.join(', ')})
  WHERE identities.nid = $1 AND identities.id = t.id AND identities.revision = t.previous
  RETURNING identities.id`;

/**
 * Replaces the rows of different identities whose unique values stay. Its rows are the ids of those that were still at their
 * revision. Rows are locked in the order of ids, so that two processes do not wait for each other.
 */
export function replaceIdentities(nid: number, changes: readonly Change[]): Statement {
  const sorted = [...changes].sort((a, b) => (a.next.row.id < b.next.row.id ? -1 : 1));
  const rows = sorted.map(({ next, previous }) => [String(previous.row.revision), ...identityValues(next.row)]);
  return { text: UPDATE_ALL, params: [nid, ...columnsOf(rows, WRITTEN_COLUMNS.length + 1)] };
}
