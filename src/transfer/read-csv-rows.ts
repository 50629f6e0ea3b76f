import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { JsonNode } from '../json/tree.ts';
import { type InputRow, MAX_ROW_BYTES } from './input-row.ts';
import { TransferFault } from './transfer-fault.ts';

/** Makes the value of a row from its cells, or says in a text why there is none. */
export type CellsReader = (cells: readonly string[]) => { readonly value: JsonNode } | { readonly fault: string };

export interface CsvOptions {
  readonly delimiter: string;
  /** Called once with the names of the columns, which stand in the first line. */
  readonly onHeader: (header: readonly string[]) => CellsReader;
  /** So many rows from the beginning are passed over. */
  readonly skip: number;
}

/** A cell holds it where bytes were no UTF-8. */
const REPLACEMENT = '\ufffd';
const GROUP = 256;

/** The cells by the names of their columns. */
export const byName =
  (header: readonly string[]): CellsReader =>
  (cells) => ({ value: new Map(header.map((name, index) => [name, cells[index] ?? ''])) });

function checked(cells: readonly string[], header: readonly string[], read: CellsReader): ReturnType<CellsReader> {
  if (cells.length !== header.length) return { fault: `${cells.length} cells where the first line names ${header.length}` };
  if (cells.some((cell) => cell.includes(REPLACEMENT))) return { fault: 'not valid UTF-8' };
  return read(cells);
}

/** @throws TransferFault where a quote is not closed: nobody can tell where the next row begins */
export async function* readCsvRows(
  chunks: AsyncIterable<Buffer>,
  { delimiter, onHeader, skip }: CsvOptions,
): AsyncGenerator<readonly InputRow[]> {
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  // Errors arrive where the last stream is read.
  const records = pipeline(Readable.from(chunks), parser, () => {});
  let header: readonly string[] | undefined;
  let read: CellsReader | undefined;
  let index = 0;
  let line = 1;
  let group: InputRow[] = [];
  try {
    for await (const cells of records as AsyncIterable<string[]>) {
      if (!header || !read) {
        header = cells;
        read = onHeader(header);
      } else {
        const place = { index: index++, line };
        if (place.index >= skip) group.push({ ...place, ...checked(cells, header, read) });
      }
      line += 1 + cells.reduce((newlines, cell) => newlines + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
      if (group.length >= GROUP) {
        yield group;
        group = [];
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new TransferFault(error.message);
    throw error;
  }
  yield group;
}
