import type { MessageRow, MessageStore, Settlement } from '../message-store.ts';
import type { Database } from './database.ts';
import { dispatchOf, messageOf, messageValues } from './message-columns.ts';
import { claimText, listStatement, MESSAGE_SQL } from './message-queries.ts';
import { type Program, run } from './statement.ts';
import { assertStorable } from './storable-text.ts';

/** RETURNING gives rows in any order. */
const oldestFirst = (a: MessageRow, b: MessageRow) =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;

/** The outgoing queue of one network. `add` throws ApiError `text_unstorable` for U+0000. */
export function createSqlMessageStore(database: Database, nid: number): MessageStore {
  const { dialect } = database;
  const claim = claimText(dialect);

  function* settle({ messageId, claimId, at, outcome, dispatch }: Settlement): Program<boolean> {
    const due = outcome.status === 'queued' ? outcome.nextTryAt : null;
    const { changes } = yield* run(MESSAGE_SQL.settle, [nid, messageId, claimId, outcome.status, due, at]);
    if (changes === 0) return false;
    if (dispatch) yield* run(MESSAGE_SQL.insertDispatch, [nid, dispatch.id, messageId, dispatch.status, dispatch.error, at]);
    return true;
  }

  return {
    async add(message) {
      assertStorable(message.recipient, message.subject, message.body);
      await database.write(MESSAGE_SQL.insert, [nid, ...messageValues(message)]);
    },
    async claim({ claimId, at, leaseUntil, limit, via }) {
      const { rows } = await database.write(claim, [nid, at, claimId, leaseUntil, limit, dialect.list(via)]);
      return rows.map(messageOf).sort(oldestFirst);
    },
    settle: (settlement) => database.transact(() => settle(settlement)),
    async get(id) {
      const [row] = await database.read(MESSAGE_SQL.get, [nid, id]);
      return row && messageOf(row);
    },
    dispatchesOf: async (messageId) => (await database.read(MESSAGE_SQL.dispatchesOf, [nid, messageId])).map(dispatchOf),
    async list(page) {
      const { text, params } = listStatement(nid, page);
      return (await database.read(text, params)).map(messageOf);
    },
    async countWaiting() {
      const [row] = await database.read(MESSAGE_SQL.countWaiting, [nid]);
      return Number(row?.[0] ?? 0);
    },
  };
}
