import { ApiError } from '../../error/api-error.ts';
import type { FlowChange } from '../flow-store.ts';
import type { ActiveAt, NewSession, SessionStore } from '../session-store.ts';
import { changeFlow } from './change-flow.ts';
import type { Database } from './database.ts';
import { sessionOf, sessionValues, sessionWithIdentityOf } from './session-columns.ts';
import { SESSION_SQL, type SessionCondition, targetsOf } from './session-queries.ts';
import { isFault } from './sql-fault.ts';
import type { Statement } from './statement.ts';

const conditionOf = (active: ActiveAt | undefined): SessionCondition =>
  active === undefined ? 'any' : active.active ? 'active' : 'inactive';

/** The sessions of one network. `create` throws ApiError `identity_unknown` when the identity is gone. */
export function createSqlSessionStore(database: Database, nid: number): SessionStore {
  const { dialect } = database;

  const get: SessionStore['get'] = async (id) => {
    const [row] = await database.read(SESSION_SQL.get, [nid, id]);
    return row && sessionOf(row);
  };

  /** @returns how many sessions it touched */
  async function writeWith({ text, params }: Statement, flow: FlowChange | undefined): Promise<number> {
    if (!flow) return (await database.write(text, params)).changes;
    const [changes = 0] = await database.writeAll([{ text, params }, changeFlow(nid, flow)]);
    return changes;
  }

  return {
    get,
    async findByToken(tokenHash) {
      const [row] = await database.read(SESSION_SQL.findByToken, [nid, tokenHash]);
      return row && sessionWithIdentityOf(row);
    },
    async update({ id, aal, authenticationMethods, authenticatedAt, expiresAt, updatedAt }, flow) {
      const params = [nid, id, aal, authenticationMethods, authenticatedAt, expiresAt, updatedAt];
      return (await writeWith({ text: SESSION_SQL.update, params }, flow)) > 0;
    },
    async create(session, flow) {
      try {
        await writeWith({ text: SESSION_SQL.insert, params: [nid, ...sessionValues(session)] }, flow);
      } catch (error) {
        throw isFault(error, 'foreign_key') ? new ApiError('identity_unknown', { cause: error }) : error;
      }
    },
    async createMany(sessions) {
      const insert = (session: NewSession) => database.write(SESSION_SQL.insertAbsent, [nid, ...sessionValues(session)]);
      // All are settled before one that failed is told: nothing goes on behind the back of the caller.
      const results = await Promise.allSettled(sessions.map(insert));
      return results.map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value.changes > 0;
      });
    },
    async list({ active, after, limit }) {
      const condition = conditionOf(active);
      const values = [nid, active?.at ?? null, limit];
      const rows = after
        ? await database.read(SESSION_SQL.nextPage[condition], [...values, after.createdAt, after.id])
        : await database.read(SESSION_SQL.firstPage[condition], values);
      return rows.map(sessionOf);
    },
    async listOfIdentity(identityId, { active, except = '', offset, limit }) {
      const condition = conditionOf(active);
      const at = active?.at ?? null;
      const [rows, [total]] = await Promise.all([
        database.read(SESSION_SQL.ofIdentity[condition], [nid, at, limit, identityId, offset, except]),
        database.read(SESSION_SQL.countOfIdentity[condition], [nid, at, identityId, except]),
      ]);
      return { sessions: rows.map(sessionOf), total: Number(total?.[0] ?? 0) };
    },
    disable: async (id, at) => (await database.write(SESSION_SQL.disable, [nid, id, at])).changes > 0,
    disableByToken: async (tokenHash, at) => (await database.write(SESSION_SQL.disableByToken, [nid, tokenHash, at])).changes > 0,
    disableOf: async (identityId, id, at) => (await database.write(SESSION_SQL.disableOf, [nid, id, identityId, at])).changes > 0,
    disableOthers: async (identityId, exceptId = '', at) =>
      (await database.write(SESSION_SQL.disableOthers, [nid, identityId, exceptId, at])).changes,
    async extend(id, { ifBefore, to, at }) {
      // Mostly there is nothing to move: a look costs no transaction.
      const found = await get(id);
      if (!found || found.expiresAt >= ifBefore) return found;
      const { rows } = await database.write(SESSION_SQL.extend, [nid, id, ifBefore, to, at]);
      return rows[0] ? sessionOf(rows[0]) : get(id);
    },
    async disableMany(targets, at) {
      const [condition, value] = targetsOf(targets, dialect, true);
      const text = `UPDATE sessions SET active = 0, updated_at = $3 WHERE nid = $1 AND ${condition}`;
      return (await database.write(text, [nid, value, at])).changes;
    },
    async deleteMany(targets) {
      const [condition, value] = targetsOf(targets, dialect, false);
      return (await database.write(`DELETE FROM sessions WHERE nid = $1 AND ${condition}`, [nid, value])).changes;
    },
  };
}
