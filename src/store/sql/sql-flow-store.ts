import type { FlowSecretRow, FlowStore } from '../flow-store.ts';
import { changeFlow } from './change-flow.ts';
import type { Database } from './database.ts';
import { deleteSome } from './delete-some.ts';
import { flowOf, flowValues, secretOf, secretValues } from './flow-columns.ts';
import { ENDED_FLOWS, FLOW_SQL } from './flow-sql.ts';
import { isFault } from './sql-fault.ts';
import { runAll, type SqlValue, type Statement } from './statement.ts';
import { assertStorable } from './storable-text.ts';

/** The self-service flows of one network with their codes and link tokens. */
export function createSqlFlowStore(database: Database, nid: number): FlowStore {
  const deleteEnded = deleteSome(database.dialect, ENDED_FLOWS);
  const insertSecret = (secret: FlowSecretRow): Statement => ({
    text: FLOW_SQL.insertSecret,
    params: [nid, ...secretValues(secret)],
  });

  /** @returns false when something that the rows belong to was removed meanwhile */
  async function unlessGone(work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== 0;
    } catch (error) {
      if (isFault(error, 'foreign_key')) return false;
      throw error;
    }
  }

  return {
    async create(flow, secret) {
      assertStorable(flow.requestUrl, flow.ui, flow.details);
      const params: SqlValue[] = [nid, ...flowValues(flow)];
      if (!secret) return unlessGone(() => database.write(FLOW_SQL.insert, params));
      return unlessGone(() => database.writeAll([{ text: FLOW_SQL.insert, params }, insertSecret(secret)]));
    },
    async get(kind, id) {
      const [row] = await database.read(FLOW_SQL.get, [nid, id, kind]);
      return row && flowOf(row);
    },
    async update(change) {
      const { text, params } = changeFlow(nid, change);
      return unlessGone(async () => (await database.write(text, params)).changes);
    },
    async countTry(id) {
      const { rows } = await database.write(FLOW_SQL.countTry, [nid, id]);
      return Number(rows[0]?.[0] ?? 0);
    },
    addSecrets: (flowId, secrets, how) =>
      unlessGone(() => {
        const ending: Statement[] = how === 'instead' ? [{ text: FLOW_SQL.endSecrets, params: [nid, flowId] }] : [];
        return database.transact(() => runAll([...ending, ...secrets.map(insertSecret)]));
      }),
    secretsOf: async (flowId) => (await database.read(FLOW_SQL.secretsOf, [nid, flowId])).map(secretOf),
    useSecret: async (id, at) => (await database.write(FLOW_SQL.useSecret, [nid, id, at])).changes > 0,
    deleteEnded: async (before, limit) => (await database.write(deleteEnded, [nid, before, limit])).changes,
  };
}
