import type { FlowSecretRow, FlowStore } from '../flow-store.ts';
import type { Database } from './database.ts';
import { deleteSome, type Outdated } from './delete-some.ts';
import { FLOW_COLUMNS, flowOf, flowValues, SECRET_COLUMNS, secretOf, secretValues } from './flow-columns.ts';
import { placeholders } from './placeholders.ts';
import { isFault } from './sql-fault.ts';
import type { Program, SqlValue, Statement } from './statement.ts';
import { assertStorable } from './storable-text.ts';

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

/** The self-service flows of one network with their codes and link tokens. */
export function createSqlFlowStore(database: Database, nid: number): FlowStore {
  const deleteEnded = deleteSome(database.dialect, ENDED_FLOWS);
  const insertSecret = (secret: FlowSecretRow): Statement => ({
    text: FLOW_SQL.insertSecret,
    params: [nid, ...secretValues(secret)],
  });

  function* together(statements: readonly Statement[]): Program<void> {
    yield statements;
  }

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
      return unlessGone(() => database.transact(() => together([{ text: FLOW_SQL.insert, params }, insertSecret(secret)])));
    },
    async get(kind, id) {
      const [row] = await database.read(FLOW_SQL.get, [nid, id, kind]);
      return row && flowOf(row);
    },
    async update({ id, state, active, csrfToken, identityId, details, updatedAt, ui }) {
      assertStorable(details, ...(ui === undefined ? [] : [ui]));
      const params = [nid, id, state, active, csrfToken, identityId, details, updatedAt];
      return unlessGone(async () => {
        const written =
          ui === undefined ? database.write(FLOW_SQL.update, params) : database.write(FLOW_SQL.updateWithForm, [...params, ui]);
        return (await written).changes;
      });
    },
    async countTry(id) {
      const { rows } = await database.write(FLOW_SQL.countTry, [nid, id]);
      return Number(rows[0]?.[0] ?? 0);
    },
    addSecrets: (flowId, secrets, how) =>
      unlessGone(() => {
        const ending: Statement[] = how === 'instead' ? [{ text: FLOW_SQL.endSecrets, params: [nid, flowId] }] : [];
        return database.transact(() => together([...ending, ...secrets.map(insertSecret)]));
      }),
    secretsOf: async (flowId) => (await database.read(FLOW_SQL.secretsOf, [nid, flowId])).map(secretOf),
    useSecret: async (id, at) => (await database.write(FLOW_SQL.useSecret, [nid, id, at])).changes > 0,
    deleteEnded: async (before, limit) => (await database.write(deleteEnded, [nid, before, limit])).changes,
  };
}
