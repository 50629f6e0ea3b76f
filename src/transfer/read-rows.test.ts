import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { JsonNumber } from '../json/json-number.ts';
import { printTree } from '../json/tree.ts';
import type { InputRow } from './input-row.ts';
import { fileFacts, openFile, openStream } from './open-input.ts';
import { byName } from './read-csv-rows.ts';
import { type ReadOptions, readRows } from './read-rows.ts';

async function* pieces(text: string | Buffer, size = 5) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(text: string | Buffer, options: Partial<ReadOptions> = {}): Promise<InputRow[]> {
  const input = openStream(pieces(text));
  const rows: InputRow[] = [];
  const all = { format: 'auto', delimiter: ',', onHeader: byName, skip: 0, ...options } as const;
  for await (const some of readRows(input, all)) rows.push(...some);
  return rows;
}

const texts = (rows: readonly InputRow[]) => rows.map((row) => ('fault' in row ? row.fault : printTree(row.value)));

test('the format is seen by the first bytes; a byte order mark is no part of them', async () => {
  expect(texts(await rowsOf('\ufeff[{"a":1.0},\n{"b":2}]'))).toEqual(['{"a":1.0}', '{"b":2}']);
  expect(texts(await rowsOf('{\n "a":\n 1}'))).toEqual(['{"a":1}']);
  expect(texts(await rowsOf('{"a":1}\r\n\r\n{"b":2}\n'))).toEqual(['{"a":1}', '{"b":2}']);
  expect(texts(await rowsOf('\ufeffid,mail\n1,a@x.org\n'))).toEqual(['{"id":"1","mail":"a@x.org"}']);
  expect(await rowsOf('')).toEqual([]);
});

test('numbers and the order of keys stay as they are written', async () => {
  const line = '{"10":1,"2":12345678901234567890,"a":{"z":1e400,"b":-0.10}}';
  expect(texts(await rowsOf(`${line}\n${line}\n`))).toEqual([line, line]);
});

test('a line that is no JSON is one row that failed; lines and rows are numbered as a person counts them', async () => {
  const rows = await rowsOf('{"a":1}\n\n{oops\n"x"\n', { format: 'jsonl' });
  expect(rows).toEqual([
    { index: 0, line: 1, value: new Map([['a', new JsonNumber('1')]]) },
    { index: 1, line: 3, fault: expect.stringContaining('not JSON') },
    { index: 2, line: 4, value: 'x' },
  ]);
  const [row] = await rowsOf(Buffer.from('[{"a":"\xff"}]', 'latin1'));
  expect(row).toEqual({ index: 0, fault: expect.stringContaining('UTF-8') });
});

test('what a run before has done is passed over, in every format', async () => {
  expect(texts(await rowsOf('[1,{oops},3]', { skip: 2 }))).toEqual(['3']);
  expect(await rowsOf('1\n\n2\n3\n', { format: 'jsonl', skip: 2 })).toEqual([{ index: 2, line: 4, value: new JsonNumber('3') }]);
  expect(await rowsOf('a\n1\n2\n', { format: 'csv', skip: 1 })).toEqual([{ index: 1, line: 3, value: new Map([['a', '2']]) }]);
});

test('CSV: quotes, lines in cells, another delimiter, cells too few, bytes that are no text', async () => {
  const rows = await rowsOf('a;"b"\n"x;""y""\nz";2\n1\n;\n', { format: 'csv', delimiter: ';' });
  expect(rows.map((row) => row.line)).toEqual([2, 4, 5]);
  expect(texts(rows)).toEqual(['{"a":"x;\\"y\\"\\nz","b":"2"}', '1 cells where the first line names 2', '{"a":"","b":""}']);
  expect(texts(await rowsOf(Buffer.from('a\n\xe9\n', 'latin1'), { format: 'csv' }))).toEqual(['not valid UTF-8']);
  await expect(rowsOf('a\n"x\n', { format: 'csv' })).rejects.toThrow(/quote/i);
});

test('a file that is packed is unpacked, and what is read of it is counted as it lies there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zelos-transfer-'));
  try {
    const path = join(folder, 'people.jsonl.gz');
    const packed = gzipSync('{"a":1}\n{"a":2}\n');
    await writeFile(path, packed);
    const facts = await fileFacts(path);
    const input = openFile(facts);
    const rows: InputRow[] = [];
    for await (const some of readRows(input, { format: 'auto', delimiter: ',', onHeader: byName, skip: 0 })) rows.push(...some);
    expect(texts(rows)).toEqual(['{"a":1}', '{"a":2}']);
    expect([input.consumed(), facts.size]).toEqual([packed.length, packed.length]);
    await writeFile(path, packed.subarray(0, 20));
    const broken = openFile(await fileFacts(path));
    const read = async () => {
      for await (const _ of readRows(broken, { format: 'jsonl', delimiter: ',', onHeader: byName, skip: 0 }));
    };
    await expect(read()).rejects.toThrow(/people\.jsonl\.gz: unexpected end/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
