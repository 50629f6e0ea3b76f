import { stringify } from 'yaml';
import { parsePointer } from '../../json/pointer.ts';
import type { JsonNode } from '../../json/tree.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { byJsonPath, JsonPathFault } from './json-path.ts';
import type { OutputFormat } from './output-format.ts';
import { compactJson, plainOf, prettyJson } from './pretty-json.ts';
import { tableOf } from './table.ts';

/** What a command found, for people and for programs. */
export interface Result {
  readonly headers: readonly string[];
  /** One for each item, as long as `headers`; undefined where an item has no such value. */
  readonly rows: readonly (readonly (string | undefined)[])[];
  /** There is one item by the nature of the question: a line for each column instead of a table. */
  readonly single?: boolean;
  /** Lines below the table, for people. */
  readonly tail?: readonly (readonly string[])[];
  readonly json: JsonNode;
}

const NONE = '<none>';

function byPointer(node: JsonNode, pointer: string): JsonNode | undefined {
  const segments = parsePointer(pointer);
  if (!segments) throw new UsageError(`${JSON.stringify(pointer)} is no JSON pointer; it begins with a slash (RFC 6901).`);
  let found: JsonNode | undefined = node;
  for (const segment of segments) {
    if (found instanceof Map) found = found.get(segment);
    else found = Array.isArray(found) && /^(0|[1-9]\d*)$/.test(segment) ? found[Number(segment)] : undefined;
  }
  return found;
}

function byPath(node: JsonNode, path: string): JsonNode | undefined {
  try {
    return byJsonPath(node, path);
  } catch (error) {
    if (error instanceof JsonPathFault) throw new UsageError(`--format jsonpath=${path}: ${error.message}.`);
    throw error;
  }
}

function tableText({ headers, rows, single = false, tail = [] }: Result): string {
  const cells = rows.map((row) => row.map((cell) => cell ?? NONE));
  const [first = []] = cells;
  if (single) return tableOf(headers.map((header, column) => [header, first[column] ?? NONE]));
  return tableOf([headers, ...cells, ...tail]);
}

function textOf(result: Result, format: OutputFormat): string {
  switch (format.kind) {
    case 'quiet':
      return result.rows.map(([first = '']) => `${first}\n`).join('') || '\n';
    case 'json':
      return `${compactJson(result.json)}\n`;
    case 'json-pretty':
      return `${prettyJson(result.json)}\n`;
    case 'yaml':
      return stringify(plainOf(result.json));
    case 'table':
      return tableText(result);
    case 'jsonpath':
    case 'jsonpointer': {
      const at = format.kind === 'jsonpath' ? byPath : byPointer;
      const found = at(result.json, format.path);
      if (found === undefined) throw new UsageError(`there is nothing at ${format.path}.`);
      return `${prettyJson(found)}\n`;
    }
  }
}

/**
 * Prints what was found, as the flags ask for.
 * @throws UsageError for a path that cannot be read or leads nowhere
 */
export function printResult(result: Result, format: OutputFormat, terminal: Terminal): void {
  terminal.out(textOf(result, format));
}
