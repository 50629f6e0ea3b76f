import { ApiError } from '../error/api-error.ts';
import { EMPTY_OBJECT, NULL } from '../json/json-text.ts';
import type { MessageStore, NewMessage } from '../store/message-store.ts';
import { idIn, jsonIn, requiredTime, ValueFault } from './kratos-values.ts';
import { type KratosRow, type Network, pagesOf } from './read-table.ts';
import { MESSAGES } from './tables.ts';
import { newTally, type OnFailure, type Progress, type Tally } from './tally.ts';

export interface MessagesImport {
  readonly network: Network;
  readonly store: MessageStore;
  readonly batch: number;
  readonly dryRun: boolean;
  readonly progress: Progress;
  readonly onFailure: OnFailure;
}

/** Queued, or taken by a worker that is gone. */
const PENDING = { text: "CAST(status AS TEXT) IN ('1', '3')", params: [] };
const SMS = '2';

/** @throws ValueFault */
function convertMessage(row: KratosRow<(typeof MESSAGES)['columns'][number]>): NewMessage {
  const data = Buffer.from(row.template_data ?? '', 'hex').toString();
  return {
    id: idIn('the id', row.id),
    // Old rows have no channel.
    via: row.channel === 'sms' || row.type === SMS ? 'sms' : 'email',
    recipient: row.recipient ?? '',
    subject: row.subject ?? '',
    body: row.body ?? '',
    templateType: row.template_type ?? '',
    templateData: jsonIn('template_data', data) ?? EMPTY_OBJECT,
    requestHeaders: jsonIn('request_headers', row.request_headers) ?? NULL,
    createdAt: requiredTime('created_at', row.created_at),
  };
}

/** Takes over the messages that were not sent. Their attempts are counted anew. */
export async function importMessages({ network, store, batch, dryRun, progress, onFailure }: MessagesImport): Promise<Tally> {
  const tally = newTally();
  let done = 0;
  for await (const page of pagesOf(network, MESSAGES, { limit: batch, where: PENDING })) {
    for (const row of page) {
      try {
        const message = convertMessage(row);
        const isThere = (await store.get(message.id)) !== undefined;
        if (!isThere && !dryRun) await store.add(message);
        tally[isThere ? 'present' : 'taken'] += 1;
      } catch (error) {
        if (!(error instanceof ValueFault || error instanceof ApiError)) throw error;
        tally.failed += 1;
        onFailure('message', row.id, error.message);
      }
    }
    done += page.length;
    progress('messages', done);
  }
  return tally;
}
