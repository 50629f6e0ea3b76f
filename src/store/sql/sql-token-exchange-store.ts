import type { Timestamp } from '../../lib/clock.ts';
import type { TokenExchangeStore } from '../token-exchange-store.ts';
import type { Database } from './database.ts';
import { deleteSome, type Outdated } from './delete-some.ts';

/** The texts of all statements for token exchanges; `$1` is the network. */
export const TOKEN_EXCHANGE_SQL = {
  insert: `INSERT INTO token_exchanges
    (nid, init_code_hash, return_to_code_hash, flow_id, session_id, sealed_token, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
  complete: `UPDATE token_exchanges SET return_to_code_hash = $3, session_id = $4, sealed_token = $5, updated_at = $6
    WHERE nid = $1 AND flow_id = $2`,
  move: 'UPDATE token_exchanges SET flow_id = $3, updated_at = $4 WHERE nid = $1 AND flow_id = $2',
  find: `SELECT init_code_hash, return_to_code_hash, flow_id, session_id, sealed_token, created_at, updated_at
    FROM token_exchanges WHERE nid = $1 AND init_code_hash = $2 AND return_to_code_hash = $3`,
  has: 'SELECT 1 FROM token_exchanges WHERE nid = $1 AND flow_id = $2',
} as const;

/** Exchanges whose flow is gone. */
export const OLD_EXCHANGES: Outdated = {
  table: 'token_exchanges',
  key: 'init_code_hash',
  time: 'created_at',
  and: 'NOT EXISTS (SELECT 1 FROM flows WHERE flows.nid = $1 AND flows.id = token_exchanges.flow_id)',
};

/** The token exchanges of one network. */
export function createSqlTokenExchangeStore(database: Database, nid: number): TokenExchangeStore {
  const deleteOlder = deleteSome(database.dialect, OLD_EXCHANGES);
  return {
    async create({ initCodeHash, returnToCodeHash, flowId, sessionId, sealedToken, createdAt, updatedAt }) {
      const values = [nid, initCodeHash, returnToCodeHash, flowId, sessionId, sealedToken, createdAt, updatedAt];
      await database.write(TOKEN_EXCHANGE_SQL.insert, values);
    },
    async complete(flowId, { returnToCodeHash, sessionId, sealedToken, updatedAt }) {
      const values = [nid, flowId, returnToCodeHash, sessionId, sealedToken, updatedAt];
      return (await database.write(TOKEN_EXCHANGE_SQL.complete, values)).changes > 0;
    },
    async move(fromFlowId, toFlowId, at) {
      await database.write(TOKEN_EXCHANGE_SQL.move, [nid, fromFlowId, toFlowId, at]);
    },
    async find(initCodeHash, returnToCodeHash) {
      const [row] = await database.read(TOKEN_EXCHANGE_SQL.find, [nid, initCodeHash, returnToCodeHash]);
      return (
        row && {
          initCodeHash: row[0] as string,
          returnToCodeHash: row[1] as string | null,
          flowId: row[2] as string,
          sessionId: row[3] as string | null,
          sealedToken: row[4] as string | null,
          createdAt: row[5] as Timestamp,
          updatedAt: row[6] as Timestamp,
        }
      );
    },
    deleteOlder: async (before, limit) => (await database.write(deleteOlder, [nid, before, limit])).changes,
    has: async (flowId) => (await database.read(TOKEN_EXCHANGE_SQL.has, [nid, flowId])).length > 0,
  };
}
