import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { FlowErrorStore } from '../flow-error-store.ts';
import type { Database } from './database.ts';
import { deleteSome, type Outdated } from './delete-some.ts';
import { assertStorable } from './storable-text.ts';

/** The texts of all statements for errors; `$1` is the network. */
export const FLOW_ERROR_SQL = {
  insert: 'INSERT INTO flow_errors (nid, id, error, created_at, updated_at) VALUES ($1, $2, $3, $4, $5)',
  get: 'SELECT id, error, created_at, updated_at FROM flow_errors WHERE nid = $1 AND id = $2',
} as const;

export const OLD_FLOW_ERRORS: Outdated = { table: 'flow_errors', key: 'id', time: 'created_at' };

/** The errors of one network that browsers were sent away with. */
export function createSqlFlowErrorStore(database: Database, nid: number): FlowErrorStore {
  const deleteOlder = deleteSome(database.dialect, OLD_FLOW_ERRORS);
  return {
    async create({ id, error, createdAt, updatedAt }) {
      assertStorable(error);
      await database.write(FLOW_ERROR_SQL.insert, [nid, id, error, createdAt, updatedAt]);
    },
    async get(id) {
      const [row] = await database.read(FLOW_ERROR_SQL.get, [nid, id]);
      if (!row) return undefined;
      return {
        id: row[0] as string,
        error: row[1] as JsonText,
        createdAt: row[2] as Timestamp,
        updatedAt: row[3] as Timestamp,
      };
    },
    deleteOlder: async (before, limit) => (await database.write(deleteOlder, [nid, before, limit])).changes,
  };
}
