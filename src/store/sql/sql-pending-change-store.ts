import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { PendingChangeStore } from '../pending-change-store.ts';
import type { Database } from './database.ts';
import { isFault } from './sql-fault.ts';
import { assertStorable } from './storable-text.ts';

/** The texts of all statements for pending changes; `$1` is the network. */
export const PENDING_CHANGE_SQL = {
  put: `INSERT INTO pending_changes
      (nid, identity_id, flow_id, via, value, traits, base_hash, session_id, settings_flow_id, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (nid, identity_id) DO UPDATE SET flow_id = excluded.flow_id, via = excluded.via, value = excluded.value,
      traits = excluded.traits, base_hash = excluded.base_hash, session_id = excluded.session_id,
      settings_flow_id = excluded.settings_flow_id, created_at = excluded.created_at`,
  ofFlow: `SELECT identity_id, flow_id, via, value, traits, base_hash, session_id, settings_flow_id, created_at
    FROM pending_changes WHERE nid = $1 AND flow_id = $2`,
  delete: 'DELETE FROM pending_changes WHERE nid = $1 AND flow_id = $2',
} as const;

/** The changes of one network that wait for a proof. */
export function createSqlPendingChangeStore(database: Database, nid: number): PendingChangeStore {
  return {
    async put({ identityId, flowId, via, value, traits, baseHash, sessionId, settingsFlowId, createdAt }) {
      assertStorable(traits);
      const values = [nid, identityId, flowId, via, value, traits, baseHash, sessionId, settingsFlowId, createdAt];
      try {
        await database.write(PENDING_CHANGE_SQL.put, values);
        return true;
      } catch (error) {
        if (isFault(error, 'foreign_key')) return false;
        throw error;
      }
    },
    async ofFlow(flowId) {
      const [row] = await database.read(PENDING_CHANGE_SQL.ofFlow, [nid, flowId]);
      if (!row) return undefined;
      return {
        identityId: row[0] as string,
        flowId: row[1] as string,
        via: row[2] as string,
        value: row[3] as string,
        traits: row[4] as JsonText,
        baseHash: row[5] as string,
        sessionId: row[6] as string,
        settingsFlowId: row[7] as string,
        createdAt: row[8] as Timestamp,
      };
    },
    async delete(flowId) {
      await database.write(PENDING_CHANGE_SQL.delete, [nid, flowId]);
    },
  };
}
