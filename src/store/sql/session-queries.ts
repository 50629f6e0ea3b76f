import type { SessionTargets } from '../session-store.ts';
import type { Dialect } from './dialect.ts';
import { IDENTITY_COLUMNS } from './identity-columns.ts';
import { placeholders } from './placeholders.ts';
import { SESSION_COLUMNS, TOKEN_COLUMN } from './session-columns.ts';
import type { SqlValue } from './statement.ts';

const COLUMNS = SESSION_COLUMNS.join(', ');
const STORED = [...SESSION_COLUMNS, TOKEN_COLUMN];
const JOINED = [...SESSION_COLUMNS.map((name) => `s.${name}`), ...IDENTITY_COLUMNS.map((name) => `i.${name}`)].join(', ');
const storedValue = (column: string, index: number) => `CAST($${index + 2} AS ${column === 'active' ? 'INTEGER' : 'TEXT'})`;
const SELECT = `SELECT ${COLUMNS} FROM sessions WHERE nid = $1`;

/** Which sessions a list shows: all, those that can be used at `$2`, or those that cannot. */
export type SessionCondition = 'any' | 'active' | 'inactive';

const CONDITIONS: Readonly<Record<SessionCondition, string>> = {
  any: 'CAST($2 AS TEXT) IS NULL',
  active: 'active = 1 AND expires_at > $2',
  inactive: '(active = 0 OR expires_at <= $2)',
};

const NEWEST_FIRST = 'ORDER BY created_at DESC, id LIMIT CAST($3 AS INTEGER)';

const forEachCondition = (text: (condition: string) => string): Readonly<Record<SessionCondition, string>> => ({
  any: text(CONDITIONS.any),
  active: text(CONDITIONS.active),
  inactive: text(CONDITIONS.inactive),
});

/** The texts of all statements for sessions; `$1` is the network. */
export const SESSION_SQL = {
  insert: `INSERT INTO sessions (nid, ${STORED.join(', ')}) VALUES ($1, ${placeholders(2, STORED.length)})`,
  /** Nothing where a value is taken, or nobody is there to own it. */
  insertAbsent: `INSERT INTO sessions (nid, ${STORED.join(', ')})
    SELECT CAST($1 AS INTEGER), ${STORED.map(storedValue).join(', ')}
    WHERE EXISTS (SELECT 1 FROM identities WHERE nid = $1 AND id = $${2 + STORED.indexOf('identity_id')}) ON CONFLICT DO NOTHING`,
  get: `${SELECT} AND id = $2`,
  /** By the token alone, which is unique: PostgreSQL, while it has no statistics, may take an index that begins with the network for as good. */
  findByToken: `SELECT ${JOINED} FROM sessions s JOIN identities i ON i.nid = s.nid AND i.id = s.identity_id
    WHERE s.token_hash = $2 AND s.nid + 0 = $1`,
  firstPage: forEachCondition((condition) => `${SELECT} AND ${condition} ${NEWEST_FIRST}`),
  /** After the session of time `$4` and id `$5`. The first comparison is what the index is searched by. */
  nextPage: forEachCondition(
    (condition) => `${SELECT} AND created_at <= $4 AND (created_at < $4 OR id > $5) AND ${condition} ${NEWEST_FIRST}`,
  ),
  /** Those of identity `$4` but for `$6`. */
  ofIdentity: forEachCondition(
    (condition) => `${SELECT} AND identity_id = $4 AND id <> $6 AND ${condition} ${NEWEST_FIRST} OFFSET CAST($5 AS INTEGER)`,
  ),
  countOfIdentity: forEachCondition(
    (condition) => `SELECT count(*) FROM sessions WHERE nid = $1 AND identity_id = $3 AND id <> $4 AND ${condition}`,
  ),
  update: `UPDATE sessions SET aal = $3, authentication_methods = $4, authenticated_at = $5, expires_at = $6, updated_at = $7
    WHERE nid = $1 AND id = $2 AND active = 1`,
  disableByToken: 'UPDATE sessions SET active = 0, updated_at = $3 WHERE nid + 0 = $1 AND token_hash = $2',
  disableOf: 'UPDATE sessions SET active = 0, updated_at = $4 WHERE nid = $1 AND id = $2 AND identity_id = $3',
  disableOthers: 'UPDATE sessions SET active = 0, updated_at = $4 WHERE nid = $1 AND identity_id = $2 AND id <> $3',
  disable: 'UPDATE sessions SET active = 0, updated_at = $3 WHERE nid = $1 AND id = $2',
  extend: `UPDATE sessions SET expires_at = $4, updated_at = $5
    WHERE nid = $1 AND id = $2 AND expires_at < $3 RETURNING ${COLUMNS}`,
} as const;

/** The sessions that a change of many is meant for: a condition and its one parameter, `$2`. */
export function targetsOf(
  targets: SessionTargets,
  { anyOf, list }: Dialect,
  onlyActive: boolean,
): [condition: string, value: SqlValue] {
  const active = onlyActive ? ' AND active = 1' : '';
  switch (targets.by) {
    case 'identities':
      return [`${anyOf('identity_id', '$2')}${active}`, list(targets.ids)];
    case 'sessions':
      return [`${anyOf('id', '$2')}${active}`, list(targets.ids)];
    case 'all':
      return [
        `id IN (SELECT id FROM sessions WHERE nid = $1${active} ORDER BY id LIMIT CAST($2 AS INTEGER))${active}`,
        targets.limit,
      ];
  }
}
