import { detectFormat } from './detect-format.ts';
import type { InputFormat, InputRow } from './input-row.ts';
import type { Input } from './open-input.ts';
import { peek } from './peek.ts';
import { type CsvOptions, readCsvRows } from './read-csv-rows.ts';
import { readJsonLines, readJsonRows } from './read-json-rows.ts';
import { TransferFault } from './transfer-fault.ts';

const HEAD_BYTES = 64 * 1024;

export interface ReadOptions extends Pick<CsvOptions, 'delimiter' | 'onHeader'> {
  readonly format: InputFormat | 'auto';
  /** In a JSON object: the list in which the rows stand. */
  readonly member?: string;
  /** So many rows from the beginning are passed over. */
  readonly skip: number;
}

/** What is wrong with a packed file has a code that begins so. */
const isUnpacking = (error: unknown): error is Error =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');

async function* rowsIn(input: Input, options: ReadOptions): AsyncGenerator<readonly InputRow[]> {
  const { format, member, skip } = options;
  const { head, chunks } = await peek(input.chunks, HEAD_BYTES);
  switch (format === 'auto' ? detectFormat(input.label, head.toString()) : format) {
    case 'json':
      return yield* readJsonRows(chunks, skip, member);
    case 'jsonl':
      return yield* readJsonLines(chunks, skip);
    case 'csv':
      return yield* readCsvRows(chunks, options);
  }
}

/** The rows of an input, some at a time; never more than a few are held. @throws TransferFault where the input breaks off */
export async function* readRows(input: Input, options: ReadOptions): AsyncGenerator<readonly InputRow[]> {
  try {
    yield* rowsIn(input, options);
  } catch (error) {
    if (error instanceof TransferFault || isUnpacking(error)) throw new TransferFault(`${input.label}: ${error.message}.`);
    throw error;
  }
}
