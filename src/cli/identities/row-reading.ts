import { type Column, columnsOf, identityOf, parseMapping } from '../../transfer/csv-columns.ts';
import type { InputRow } from '../../transfer/input-row.ts';
import { cellTypeAt, type KnownSchemas } from '../../transfer/known-schemas.ts';
import type { Input } from '../../transfer/open-input.ts';
import { asIs, type Prepared, prepare, type RowMapper } from '../../transfer/prepared-row.ts';
import { bodyOfDraft } from '../../transfer/presets/body-of-draft.ts';
import { type PresetSources, presetNamed, USUAL_PROVIDERS } from '../../transfer/presets/presets.ts';
import { byName, type CellsReader } from '../../transfer/read-csv-rows.ts';
import { readRows } from '../../transfer/read-rows.ts';
import { UsageError } from '../report-failure.ts';
import type { ImportFlags } from './import-flags.ts';

/** How the rows of an input are read and brought into the form of the API. */
export interface RowReading {
  read(input: Input, skip: number): AsyncIterable<readonly InputRow[]>;
  prepare(row: InputRow): Prepared;
}

function providersOf(flags: ImportFlags): ReadonlyMap<string, string> {
  const named = flags.provider.map((text) => {
    const [theirs = '', ours = '', ...others] = text.split('=');
    if (theirs === '' || ours === '' || others.length > 0)
      throw new UsageError(`--provider takes <theirs>=<ours>, such as google-oauth2=google, not ${JSON.stringify(text)}.`);
    return [theirs, ours] as const;
  });
  return new Map([...USUAL_PROVIDERS, ...named]);
}

function presetReading(flags: ImportFlags, schemas: KnownSchemas, sources: PresetSources): RowReading | undefined {
  const { preset: name, schemaId, withoutPasswords } = flags;
  if (name === undefined) return undefined;
  const preset = presetNamed(name, sources);
  // Which traits there are decides where things go.
  if (schemaId === undefined && schemas.ids.length > 1)
    throw new UsageError(`--preset needs to be told the identity schema: --schema-id, one of ${schemas.ids.join(', ')}.`);
  const schema = schemas.of(schemaId);
  const mappings = flags.map.map(parseMapping).flatMap(({ name: from, target }) => (target ? [{ from, to: target.place }] : []));
  const placing = { preset: name, schema, mappings, providers: providersOf(flags) };
  const map: RowMapper = (value) => {
    if (!(value instanceof Map)) return 'not a JSON object';
    const draft = preset.draft(value);
    if (typeof draft === 'string') return draft;
    return bodyOfDraft(withoutPasswords ? { ...draft, passwordHash: undefined } : draft, value, placing);
  };
  return {
    async *read(input, skip) {
      const options = { format: flags.input, delimiter: flags.delimiter, onHeader: byName, skip };
      yield* readRows(input, { ...options, ...(preset.member !== undefined && { member: preset.member }) });
    },
    prepare: (row) => prepare(row, map, schemaId),
  };
}

function cellsReader(header: readonly string[], flags: ImportFlags, schemas: KnownSchemas): CellsReader {
  const columns: readonly (Column | undefined)[] = columnsOf(header, flags.map.map(parseMapping));
  const schemaColumn = columns.findIndex((column) => column?.place.join('/') === 'schema_id');
  return (cells) => {
    const schema = schemas.of(cells[schemaColumn] || flags.schemaId);
    const identity = identityOf(cells, columns, (place) => cellTypeAt(schema, place));
    return typeof identity === 'string' ? { fault: identity } : { value: identity };
  };
}

/** @throws TransferFault, UsageError for flags that cannot be used */
export function rowReading(flags: ImportFlags, schemas: KnownSchemas, sources: PresetSources): RowReading {
  const others = [...flags.provider, flags.withoutPasswords, flags.auth0Passwords, flags.firebaseSignerKey];
  if (flags.preset === undefined && others.some((flag) => flag !== undefined))
    throw new UsageError('--provider, --without-passwords, --auth0-passwords and --firebase-… need a --preset.');
  const ofPreset = presetReading(flags, schemas, sources);
  if (ofPreset) return ofPreset;
  return {
    async *read(input, skip) {
      let isCsv = false;
      const onHeader = (header: readonly string[]) => {
        isCsv = true;
        return cellsReader(header, flags, schemas);
      };
      for await (const rows of readRows(input, { format: flags.input, delimiter: flags.delimiter, onHeader, skip })) {
        if (!isCsv && flags.map.length > 0)
          throw new UsageError(`--map is for CSV and presets; ${input.label} is read as it stands.`);
        yield rows;
      }
    },
    prepare: (row) => prepare(row, asIs, flags.schemaId),
  };
}

/** The name by which a message tells a row: as the reference's tools number them. */
export const rowLabel = (label: string, { index, line }: { readonly index: number; readonly line?: number }) =>
  `${label}[${index}]${line === undefined ? '' : ` (line ${line})`}`;
