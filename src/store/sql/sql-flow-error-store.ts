import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { FlowErrorStore } from '../flow-error-store.ts';
import type { Database } from './database.ts';
import { assertStorable } from './storable-text.ts';

const INSERT = 'INSERT INTO flow_errors (nid, id, error, created_at, updated_at) VALUES ($1, $2, $3, $4, $5)';
const GET = 'SELECT id, error, created_at, updated_at FROM flow_errors WHERE nid = $1 AND id = $2';
const DELETE_OLDER = `DELETE FROM flow_errors WHERE nid = $1 AND id IN (
  SELECT id FROM flow_errors WHERE nid = $1 AND created_at < $2 ORDER BY created_at LIMIT CAST($3 AS INTEGER))`;

/** The errors of one network that browsers were sent away with. */
export function createSqlFlowErrorStore(database: Database, nid: number): FlowErrorStore {
  return {
    async create({ id, error, createdAt, updatedAt }) {
      assertStorable(error);
      await database.write(INSERT, [nid, id, error, createdAt, updatedAt]);
    },
    async get(id) {
      const [row] = await database.read(GET, [nid, id]);
      if (!row) return undefined;
      return {
        id: row[0] as string,
        error: row[1] as JsonText,
        createdAt: row[2] as Timestamp,
        updatedAt: row[3] as Timestamp,
      };
    },
    deleteOlder: async (before, limit) => (await database.write(DELETE_OLDER, [nid, before, limit])).changes,
  };
}
