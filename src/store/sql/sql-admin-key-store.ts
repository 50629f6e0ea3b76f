import type { Timestamp } from '../../lib/clock.ts';
import type { AdminKeyRow, AdminKeyStore } from '../admin-key-store.ts';
import type { Database } from './database.ts';
import { isFault } from './sql-fault.ts';
import type { SqlRow } from './statement.ts';

const COLUMNS = 'id, name, hash, scopes, created_at, expires_at, last_used_at';
const INSERT = `INSERT INTO admin_keys (nid, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
const LIST = `SELECT ${COLUMNS} FROM admin_keys WHERE nid = $1 ORDER BY name`;
const REVOKE = 'DELETE FROM admin_keys WHERE nid = $1 AND (id = $2 OR name = $2)';
/** Uses may be noted out of order: the latest stays. */
const TOUCH = `UPDATE admin_keys SET last_used_at = $3
  WHERE nid = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)`;

const keyOf = (row: SqlRow): AdminKeyRow => ({
  id: row[0] as string,
  name: row[1] as string,
  hash: row[2] as string,
  scopes: JSON.parse(row[3] as string) as string[],
  createdAt: row[4] as Timestamp,
  expiresAt: row[5] as Timestamp | null,
  lastUsedAt: row[6] as Timestamp | null,
});

/** The keys for the admin API of one network. */
export function createSqlAdminKeyStore(database: Database, nid: number): AdminKeyStore {
  return {
    async create({ id, name, hash, scopes, createdAt, expiresAt, lastUsedAt }) {
      try {
        await database.write(INSERT, [nid, id, name, hash, JSON.stringify(scopes), createdAt, expiresAt, lastUsedAt]);
        return true;
      } catch (error) {
        if (isFault(error, 'unique')) return false;
        throw error;
      }
    },
    list: async () => (await database.read(LIST, [nid])).map(keyOf),
    revoke: async (idOrName) => (await database.write(REVOKE, [nid, idOrName])).changes > 0,
    async touch(id, at) {
      await database.write(TOUCH, [nid, id, at]);
    },
  };
}
