import type { AdminClient } from '../../src/client/admin-client.ts';
import { createAdminClient } from '../../src/client/admin-client.ts';
import { columnsOf, identityOf } from '../../src/transfer/csv-columns.ts';
import { type ExportFormatName, exportFormat } from '../../src/transfer/export-format.ts';
import { exportText } from '../../src/transfer/export-identities.ts';
import { CREDENTIALS_MOVED } from '../../src/transfer/exported-identity.ts';
import { DEFAULT_BOUNDS } from '../../src/transfer/gather-batches.ts';
import { importInput } from '../../src/transfer/import-input.ts';
import { fetchSchemas } from '../../src/transfer/known-schemas.ts';
import { listAll } from '../../src/transfer/list-all.ts';
import { openStream } from '../../src/transfer/open-input.ts';
import { asIs, prepare } from '../../src/transfer/prepared-row.ts';
import { readRows } from '../../src/transfer/read-rows.ts';
import type { RowOutcome } from '../../src/transfer/row-outcome.ts';
import { type ExistingRule, sendBatch } from '../../src/transfer/send-batch.ts';

/** A client that does not wait before it tries again. */
export const clientAt = (adminUrl: string): AdminClient =>
  createAdminClient({ endpoint: adminUrl.replace(/\/$/, ''), fetch, pause: async () => {} });

/** Everything that a server has, as text. */
export async function exported(client: AdminClient, name: ExportFormatName = 'jsonl'): Promise<string> {
  let text = '';
  const counts = { identities: 0, leftBehind: new Map<string, number>() };
  for await (const part of exportText(listAll(client, CREDENTIALS_MOVED), exportFormat(name, undefined, true), counts))
    text += part;
  return text;
}

export interface ImportedBy {
  readonly onExisting?: ExistingRule;
  /** Rows of a batch. */
  readonly rows?: number;
}

/** Imports a text; tells what became of each row. */
export async function imported(client: AdminClient, text: string, { onExisting = 'skip', rows = 500 }: ImportedBy = {}) {
  async function* chunks() {
    yield Buffer.from(text);
  }
  const schemas = await fetchSchemas(client);
  const outcomes: RowOutcome[] = [];
  const onHeader = (header: readonly string[]) => (cells: readonly string[]) => {
    const identity = identityOf(cells, columnsOf(header, []), () => 'string');
    return typeof identity === 'string' ? { fault: identity } : { value: identity };
  };
  await importInput({
    label: 'test',
    read: (skip) => readRows(openStream(chunks()), { format: 'auto', delimiter: ',', onHeader, skip }),
    prepare: (row) => prepare(row, asIs, undefined),
    bounds: { ...DEFAULT_BOUNDS, rows },
    concurrency: 3,
    send: (some) => sendBatch(some, { client, schemas, onExisting }),
    stopped: () => false,
    now: () => 0,
    onSettled: (settled) => {
      outcomes.push(...settled.map(({ outcome }) => outcome));
    },
  });
  return outcomes;
}
