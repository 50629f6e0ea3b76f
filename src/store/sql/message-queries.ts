import type { MessagePage } from '../message-store.ts';
import type { Dialect } from './dialect.ts';
import { DISPATCH_COLUMNS, MESSAGE_COLUMNS, NEW_MESSAGE_COLUMNS } from './message-columns.ts';
import { placeholders } from './placeholders.ts';
import type { SqlValue, Statement } from './statement.ts';

const COLUMNS = MESSAGE_COLUMNS.join(', ');
const count = NEW_MESSAGE_COLUMNS.length;

/** The texts of the statements for messages; `$1` is the network. */
export const MESSAGE_SQL = {
  /** `$10`, the time of its making, is also when it changed last and from when it is due. */
  insert: `INSERT INTO courier_messages (nid, ${NEW_MESSAGE_COLUMNS.join(', ')}, status, send_count, updated_at, due_at)
    VALUES ($1, ${placeholders(2, count)}, 'queued', 0, $${count + 1}, $${count + 1})`,
  get: `SELECT ${COLUMNS} FROM courier_messages WHERE nid = $1 AND id = $2`,
  dispatchesOf: `SELECT ${DISPATCH_COLUMNS.join(', ')} FROM courier_dispatches
    WHERE nid = $1 AND message_id = $2 ORDER BY created_at DESC, id`,
  /** Only while the claim holds: nobody else took the message since, even when the lease is over. */
  settle: `UPDATE courier_messages SET status = $4, due_at = $5, updated_at = $6, claim_id = NULL
    WHERE nid = $1 AND id = $2 AND claim_id = $3`,
  insertDispatch: `INSERT INTO courier_dispatches (nid, ${DISPATCH_COLUMNS.join(', ')}) VALUES ($1, $2, $3, $4, $5, $6)`,
  countWaiting: 'SELECT count(*) FROM courier_messages WHERE nid = $1 AND due_at IS NOT NULL',
} as const;

/** What of the queue may be taken at `$2`, by the ways in `$6`, at most `$5`. */
const due = ({ anyOf }: Dialect) => `SELECT id FROM courier_messages
    WHERE nid = $1 AND due_at <= $2 AND ${anyOf('via', '$6')} ORDER BY due_at, id LIMIT CAST($5 AS INTEGER)`;
const TAKEN = `status = 'processing', claim_id = $3, due_at = $4, updated_at = $2, send_count = send_count + 1`;
const RETURNED = `RETURNING ${MESSAGE_COLUMNS.map((column) => `courier_messages.${column}`).join(', ')}`;

/**
 * Takes messages: the network, now, the claim, the end of its lease, how many, by which ways. SQLite has one writer at a time; a server
 * passes over the rows that another worker is just taking instead of waiting for it, and then finding them gone.
 */
export function claimText(dialect: Dialect): string {
  if (dialect.kind === 'sqlite')
    return `UPDATE courier_messages SET ${TAKEN} WHERE nid = $1 AND id IN (${due(dialect)}) ${RETURNED}`;
  return `WITH due AS MATERIALIZED (${due(dialect)} FOR UPDATE SKIP LOCKED)
    UPDATE courier_messages SET ${TAKEN} FROM due WHERE courier_messages.nid = $1 AND courier_messages.id = due.id ${RETURNED}`;
}

/** A page of messages, newest first. Each combination of filters is a text of its own, for which there is an index. */
export function listStatement(nid: number, { status, recipient, after, limit }: MessagePage): Statement {
  const params: SqlValue[] = [nid, limit];
  const next = (value: SqlValue) => `$${params.push(value)}`;
  const conditions = ['nid = $1'];
  if (status !== undefined) conditions.push(`status = ${next(status)}`);
  if (recipient !== undefined) conditions.push(`recipient = ${next(recipient)}`);
  if (after) {
    const at = next(after.createdAt);
    // The first comparison is what the index is searched by.
    conditions.push(`created_at <= ${at} AND (created_at < ${at} OR id > ${next(after.id)})`);
  }
  const text = `SELECT ${COLUMNS} FROM courier_messages
    WHERE ${conditions.join(' AND ')} ORDER BY created_at DESC, id LIMIT CAST($2 AS INTEGER)`;
  return { text, params };
}
