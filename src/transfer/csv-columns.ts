import { JsonFault } from '../json/fault.ts';
import { JsonNumber } from '../json/json-number.ts';
import { type JsonNode, type JsonObject, parseTree } from '../json/tree.ts';
import { TransferFault } from './transfer-fault.ts';
import { placeOf, put } from './tree-place.ts';

/** How the text of a cell is read. */
const CELL_TYPES = ['string', 'number', 'boolean', 'json'] as const;
export type CellType = (typeof CELL_TYPES)[number];

/** Where the cells of a column go. */
export interface Column {
  readonly name: string;
  readonly place: readonly string[];
  /** Undefined where the identity schema is to say it. */
  readonly type?: CellType;
}

/** What stands in a `--map`: a column, and where its cells go; no place for a column that is left out. */
export interface Mapping {
  readonly name: string;
  readonly target: Omit<Column, 'name'> | undefined;
}

/** The members of an identity that can be written; what goes anywhere else would be refused row by row. */
const MEMBERS: ReadonlySet<string> = new Set([
  'schema_id',
  'traits',
  'credentials',
  'verifiable_addresses',
  'recovery_addresses',
  'metadata_public',
  'metadata_admin',
  'state',
  'organization_id',
  'external_id',
  'region',
]);

function targetOf(text: string): Mapping['target'] {
  const [, path = '', suffix] = /^(.*?)(?::(string|number|boolean|json))?$/s.exec(text) ?? [];
  const place = placeOf(path);
  if (!place || !MEMBERS.has(place[0] ?? '')) return undefined;
  const type = CELL_TYPES.find((one) => one === suffix);
  return { place, ...(type !== undefined && { type }) };
}

/**
 * Reads `column=/traits/email`, `column=/traits/age:number`, or `column=` for one that is left out.
 * @throws TransferFault
 */
export function parseMapping(text: string): Mapping {
  // The name of a column may hold an equals sign, a place hardly.
  const cut = text.lastIndexOf('=');
  const name = text.slice(0, cut);
  const to = text.slice(cut + 1);
  if (cut <= 0) throw new TransferFault(`--map takes <column>=<place>, such as mail=/traits/email, not ${JSON.stringify(text)}`);
  if (to === '') return { name, target: undefined };
  const target = targetOf(to);
  if (target) return { name, target };
  throw new TransferFault(
    `--map ${text}: ${JSON.stringify(to)} is no place in an identity; it is a JSON pointer such as /traits/email, ` +
      `or /traits/age:number with one of the types ${CELL_TYPES.join(', ')}`,
  );
}

/**
 * What becomes of each column: what a mapping says, else what its name says.
 * @throws TransferFault for columns that go nowhere, and mappings of columns that there are not
 */
export function columnsOf(header: readonly string[], mappings: readonly Mapping[]): readonly (Column | undefined)[] {
  const missing = mappings.find(({ name }) => !header.includes(name));
  if (missing) {
    throw new TransferFault(`there is no column ${JSON.stringify(missing.name)} for --map; the columns are ${header.join(', ')}`);
  }
  return header.map((name) => {
    const mapping = mappings.find((one) => one.name === name);
    const target = mapping ? mapping.target : targetOf(name);
    if (target) return { name, ...target };
    if (mapping) return undefined;
    throw new TransferFault(
      `nothing says where the column ${JSON.stringify(name)} goes: --map '${name}=/traits/…', or --map '${name}=' to leave it out`,
    );
  });
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, t: true, 1: true, false: false, f: false, 0: false };

function cellValue(cell: string, type: CellType): JsonNode | undefined {
  switch (type) {
    case 'string':
      return cell;
    case 'boolean':
      return BOOLEANS[cell.trim().toLowerCase()];
    case 'number':
    case 'json':
      try {
        const value = parseTree(cell);
        return type === 'json' || value instanceof JsonNumber ? value : undefined;
      } catch (error) {
        if (error instanceof JsonFault) return undefined;
        throw error;
      }
  }
}

/**
 * The identity that a line of cells says; empty cells say nothing.
 * @param typeAt what the identity schema says of a place
 * @returns a text that says what is wrong, when something is
 */
export function identityOf(
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
  typeAt: (place: readonly string[]) => CellType,
): JsonObject | string {
  const identity: JsonObject = new Map();
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (!column || cell === '') continue;
    const type = column.type ?? typeAt(column.place);
    const value = cellValue(cell, type);
    if (value === undefined) return `the column ${JSON.stringify(column.name)} holds no ${type === 'json' ? 'JSON' : type}`;
    if (!put(identity, column.place, value))
      return `the column ${JSON.stringify(column.name)} goes where another column put a value`;
  }
  return identity;
}
