import type { LookupFile } from './lookup-file.ts';
import { fileFacts, openFile } from './open-input.ts';
import { auth0Id } from './presets/auth0.ts';
import { byName } from './read-csv-rows.ts';
import { readRows } from './read-rows.ts';
import { TransferFault } from './transfer-fault.ts';
import { textAt } from './tree-place.ts';

/** Takes in the dump of password hashes that the support of Auth0 makes, by the ids of accounts. @throws TransferFault */
export async function readAuth0Hashes(path: string, hashes: LookupFile): Promise<void> {
  const input = openFile(await fileFacts(path));
  for await (const rows of readRows(input, { format: 'jsonl', delimiter: ',', onHeader: byName, skip: 0 })) {
    hashes.add(
      rows.flatMap((row) => {
        if ('fault' in row) throw new TransferFault(`${path}, line ${row.line}: ${row.fault}`);
        const id = row.value instanceof Map ? auth0Id(row.value) : undefined;
        const hash = textAt(row.value, 'passwordHash');
        return id === undefined || hash === undefined ? [] : [[id, hash] as const];
      }),
    );
  }
}
