import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { DispatchRow, MessageRow, NewMessage } from '../message-store.ts';
import type { SqlRow, SqlValue } from './statement.ts';

/** The columns of `courier_messages` in the order in which `messageOf` reads them; `messageValues` writes the first ones. */
export const NEW_MESSAGE_COLUMNS = [
  'id',
  'via',
  'recipient',
  'subject',
  'body',
  'template_type',
  'template_data',
  'request_headers',
  'created_at',
] as const;
export const MESSAGE_COLUMNS = [...NEW_MESSAGE_COLUMNS, 'status', 'send_count', 'updated_at'] as const;

/** The columns of `courier_dispatches` in the order of `dispatchOf`. */
export const DISPATCH_COLUMNS = ['id', 'message_id', 'status', 'error', 'created_at'] as const;

export function messageOf(row: SqlRow): MessageRow {
  return {
    id: row[0] as string,
    via: row[1] as MessageRow['via'],
    recipient: row[2] as string,
    subject: row[3] as string,
    body: row[4] as string,
    templateType: row[5] as string,
    templateData: row[6] as JsonText,
    requestHeaders: row[7] as JsonText,
    createdAt: row[8] as Timestamp,
    status: row[9] as MessageRow['status'],
    sendCount: row[10] as number,
    updatedAt: row[11] as Timestamp,
  };
}

export function messageValues(message: NewMessage): SqlValue[] {
  const { id, via, recipient, subject, body, templateType, templateData, requestHeaders, createdAt } = message;
  return [id, via, recipient, subject, body, templateType, templateData, requestHeaders, createdAt];
}

export function dispatchOf(row: SqlRow): DispatchRow {
  return {
    id: row[0] as string,
    messageId: row[1] as string,
    status: row[2] as DispatchRow['status'],
    error: row[3] as JsonText | null,
    createdAt: row[4] as Timestamp,
  };
}
