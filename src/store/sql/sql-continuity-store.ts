import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { ContinuityStore } from '../continuity-store.ts';
import type { Database } from './database.ts';
import { deleteSome, type Outdated } from './delete-some.ts';
import { isFault } from './sql-fault.ts';
import { assertStorable } from './storable-text.ts';

/** The texts of all statements for continuities; `$1` is the network. */
export const CONTINUITY_SQL = {
  insert: `INSERT INTO continuities (nid, id, name, identity_id, payload, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
  get: 'SELECT id, name, identity_id, payload, created_at, expires_at FROM continuities WHERE nid = $1 AND id = $2',
  delete: 'DELETE FROM continuities WHERE nid = $1 AND id = $2',
} as const;

export const ENDED_CONTINUITIES: Outdated = { table: 'continuities', key: 'id', time: 'expires_at' };

/** What browsers of one network were about to do. */
export function createSqlContinuityStore(database: Database, nid: number): ContinuityStore {
  const deleteEnded = deleteSome(database.dialect, ENDED_CONTINUITIES);
  return {
    async create({ id, name, identityId, payload, createdAt, expiresAt }) {
      assertStorable(payload);
      try {
        await database.write(CONTINUITY_SQL.insert, [nid, id, name, identityId, payload, createdAt, expiresAt]);
        return true;
      } catch (error) {
        if (isFault(error, 'foreign_key')) return false;
        throw error;
      }
    },
    async get(id) {
      const [row] = await database.read(CONTINUITY_SQL.get, [nid, id]);
      if (!row) return undefined;
      return {
        id: row[0] as string,
        name: row[1] as string,
        identityId: row[2] as string | null,
        payload: row[3] as JsonText,
        createdAt: row[4] as Timestamp,
        expiresAt: row[5] as Timestamp,
      };
    },
    delete: async (id) => (await database.write(CONTINUITY_SQL.delete, [nid, id])).changes > 0,
    deleteEnded: async (before, limit) => (await database.write(deleteEnded, [nid, before, limit])).changes,
  };
}
