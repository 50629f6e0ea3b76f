import type { JsonObject } from '../json/tree.ts';
import type { ExportFormat } from './export-format.ts';
import { exportedIdentity, leftBehind } from './exported-identity.ts';

/** How an export went. */
export interface ExportCounts {
  identities: number;
  /** By kind: how many credentials stayed behind, because no import takes them. */
  readonly leftBehind: Map<string, number>;
}

/**
 * The text of an export, some identities at a time.
 * @param counts is kept up while the text is taken
 */
export async function* exportText(
  pages: AsyncIterable<readonly JsonObject[]>,
  format: ExportFormat,
  counts: ExportCounts,
): AsyncGenerator<string> {
  yield format.head;
  for await (const page of pages) {
    let text = '';
    for (const identity of page) {
      text += format.write(exportedIdentity(identity), counts.identities === 0);
      counts.identities += 1;
      for (const kind of leftBehind(identity)) counts.leftBehind.set(kind, (counts.leftBehind.get(kind) ?? 0) + 1);
    }
    yield text;
  }
  yield format.tail;
}
