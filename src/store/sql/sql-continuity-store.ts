import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { ContinuityStore } from '../continuity-store.ts';
import type { Database } from './database.ts';
import { isFault } from './sql-fault.ts';
import { assertStorable } from './storable-text.ts';

const INSERT = `INSERT INTO continuities (nid, id, name, identity_id, payload, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const GET = 'SELECT id, name, identity_id, payload, created_at, expires_at FROM continuities WHERE nid = $1 AND id = $2';
const DELETE = 'DELETE FROM continuities WHERE nid = $1 AND id = $2';
const DELETE_ENDED = `DELETE FROM continuities WHERE nid = $1 AND id IN (
  SELECT id FROM continuities WHERE nid = $1 AND expires_at < $2 ORDER BY expires_at LIMIT CAST($3 AS INTEGER))`;

/** What browsers of one network were about to do. */
export function createSqlContinuityStore(database: Database, nid: number): ContinuityStore {
  return {
    async create({ id, name, identityId, payload, createdAt, expiresAt }) {
      assertStorable(payload);
      try {
        await database.write(INSERT, [nid, id, name, identityId, payload, createdAt, expiresAt]);
        return true;
      } catch (error) {
        if (isFault(error, 'foreign_key')) return false;
        throw error;
      }
    },
    async get(id) {
      const [row] = await database.read(GET, [nid, id]);
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
    delete: async (id) => (await database.write(DELETE, [nid, id])).changes > 0,
    deleteEnded: async (before, limit) => (await database.write(DELETE_ENDED, [nid, before, limit])).changes,
  };
}
