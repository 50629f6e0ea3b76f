import { JsonNumber } from '../json/json-number.ts';
import { type JsonNode, type JsonObject, printTree } from '../json/tree.ts';
import { lineOf } from './exported-identity.ts';
import { TransferFault } from './transfer-fault.ts';
import { placeOf, valueAt } from './tree-place.ts';

export const EXPORT_FORMATS = ['jsonl', 'json', 'csv'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

/** How identities are written one after the other. */
export interface ExportFormat {
  readonly head: string;
  readonly tail: string;
  /** @param first whether none stands before it */
  write(exported: JsonObject, first: boolean): string;
}

/** Everything that an identity has: what is no plain text is written as JSON, as the suffix tells an import. */
const ALL_COLUMNS = [
  '/external_id',
  '/schema_id',
  '/state',
  '/organization_id',
  '/traits:json',
  '/metadata_public:json',
  '/metadata_admin:json',
  '/verifiable_addresses:json',
  '/recovery_addresses:json',
];

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function cellOf(value: JsonNode | undefined, asJson: boolean): string {
  if (value === undefined || value === null) return '';
  if (asJson) return printTree(value);
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.text : printTree(value);
}

function csv(columns: readonly string[]): ExportFormat {
  const places = columns.map((column) => {
    const [, path = '', suffix] = /^(.*?)(?::(string|number|boolean|json))?$/s.exec(column) ?? [];
    const place = placeOf(path);
    if (!place) throw new TransferFault(`--columns: ${JSON.stringify(column)} is no place in an identity, such as /traits/email`);
    return { place, asJson: suffix === 'json' };
  });
  return {
    head: `${columns.map(quoted).join(',')}\n`,
    tail: '',
    write: (exported) => `${places.map(({ place, asJson }) => quoted(cellOf(valueAt(exported, place), asJson))).join(',')}\n`,
  };
}

/**
 * @param columns of CSV; everything unless given
 * @param withCredentials whether that means the credentials, too
 * @throws TransferFault for a column that is no place
 */
export function exportFormat(
  name: ExportFormatName,
  columns: readonly string[] | undefined,
  withCredentials: boolean,
): ExportFormat {
  switch (name) {
    case 'jsonl':
      return { head: '', tail: '', write: lineOf };
    case 'json':
      return { head: '[', tail: '\n]\n', write: (exported, first) => `${first ? '' : ','}\n${printTree(exported)}` };
    case 'csv':
      return csv(columns ?? (withCredentials ? [...ALL_COLUMNS, '/credentials:json'] : ALL_COLUMNS));
  }
}
