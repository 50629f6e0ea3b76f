import { JsonFault } from '../json/fault.ts';
import { parseTree } from '../json/tree.ts';
import { decodeUtf8 } from '../json/utf8.ts';
import type { InputRow, RowPlace } from './input-row.ts';
import { JsonSplitter } from './json-splitter.ts';
import { LineSplitter } from './line-splitter.ts';

function rowOf(bytes: Buffer, place: RowPlace): InputRow {
  try {
    return { ...place, value: parseTree(decodeUtf8(bytes)) };
  } catch (error) {
    if (error instanceof JsonFault) return { ...place, fault: `not JSON: ${error.message}` };
    throw error;
  }
}

const isBlank = (line: Buffer) => line.toString('latin1').trim() === '';

/** @param skip so many rows from the beginning are passed over without a look at them */
export async function* readJsonRows(
  chunks: AsyncIterable<Buffer>,
  skip: number,
  member?: string,
): AsyncGenerator<readonly InputRow[]> {
  const splitter = new JsonSplitter(member);
  let index = 0;
  const rowsOf = (elements: readonly Buffer[]) =>
    elements.flatMap((bytes) => {
      const place = { index: index++ };
      return place.index < skip ? [] : [rowOf(bytes, place)];
    });
  for await (const chunk of chunks) yield rowsOf(splitter.push(chunk));
  yield rowsOf(splitter.end());
}

/** Like `readJsonRows`, of one value in each line; empty lines count for nothing. */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>, skip: number): AsyncGenerator<readonly InputRow[]> {
  const splitter = new LineSplitter();
  let index = 0;
  let line = 0;
  const rowsOf = (lines: readonly Buffer[]) =>
    lines.flatMap((bytes) => {
      line += 1;
      if (isBlank(bytes)) return [];
      const place = { index: index++, line };
      return place.index < skip ? [] : [rowOf(bytes, place)];
    });
  for await (const chunk of chunks) yield rowsOf(splitter.push(chunk));
  yield rowsOf(splitter.end());
}
