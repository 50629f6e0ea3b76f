import type { Outdated } from './delete-some.ts';
import { FLOW_COLUMNS, SECRET_COLUMNS } from './flow-columns.ts';
import { placeholders } from './placeholders.ts';

const insertInto = (table: string, columns: readonly string[]) =>
  `INSERT INTO ${table} (nid, ${columns.join(', ')}) VALUES ($1, ${placeholders(2, columns.length)})`;

const CHANGED = 'state = $3, active = $4, csrf_token = $5, identity_id = $6, details = $7, updated_at = $8';

/** The texts of all statements for flows and their secrets; `$1` is the network. */
export const FLOW_SQL = {
  insert: insertInto('flows', FLOW_COLUMNS),
  insertSecret: insertInto('flow_secrets', SECRET_COLUMNS),
  get: `SELECT ${FLOW_COLUMNS.join(', ')} FROM flows WHERE nid = $1 AND id = $2 AND kind = $3`,
  update: `UPDATE flows SET ${CHANGED} WHERE nid = $1 AND id = $2`,
  updateWithForm: `UPDATE flows SET ${CHANGED}, ui = $9 WHERE nid = $1 AND id = $2`,
  countTry: 'UPDATE flows SET tries = tries + 1 WHERE nid = $1 AND id = $2 RETURNING tries',
  endSecrets: 'DELETE FROM flow_secrets WHERE nid = $1 AND flow_id = $2',
  secretsOf: `SELECT ${SECRET_COLUMNS.join(', ')} FROM flow_secrets
    WHERE nid = $1 AND flow_id = $2 ORDER BY issued_at DESC, id`,
  useSecret: 'UPDATE flow_secrets SET used_at = $3 WHERE nid = $1 AND id = $2 AND used_at IS NULL',
} as const;

export const ENDED_FLOWS: Outdated = { table: 'flows', key: 'id', time: 'expires_at', byTimeAlone: true };
