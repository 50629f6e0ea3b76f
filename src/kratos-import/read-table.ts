import type { KratosDatabase, TextRow } from './kratos-database.ts';
import type { KratosTable } from './tables.ts';

/** A row as it is in the database: texts, whatever the type of the column is. */
export type KratosRow<C extends string> = { readonly [column in C | 'id']: string | null } & { readonly id: string };

/** The rows of one network. `nid` as the database spells it. */
export interface Network {
  readonly database: KratosDatabase;
  readonly nid: string;
}

export interface PageAsked {
  /** Only rows with an id greater than this. */
  readonly after: string | undefined;
  readonly limit: number;
  /** A further condition, whose parameters begin at `$2`. */
  readonly where?: { readonly text: string; readonly params: readonly string[] };
}

/** What compares with a column of ids: SQLite keeps them as texts. */
const idIn = ({ kind }: KratosDatabase, parameter: string) => (kind === 'sqlite' ? parameter : `CAST(${parameter} AS uuid)`);

function columnText({ kind }: KratosDatabase, column: string, isBytes: boolean): string {
  if (!isBytes) return `CAST(${column} AS TEXT)`;
  return kind === 'sqlite' ? `hex(${column})` : `encode(${column}, 'hex')`;
}

function selectFrom<C extends string>(database: KratosDatabase, { name, columns, bytes = [] }: KratosTable<C>): string {
  const texts = columns.map((column) => columnText(database, column, (bytes as readonly string[]).includes(column)));
  return `SELECT ${texts.join(', ')} FROM ${name} WHERE nid = ${idIn(database, '$1')}`;
}

const namedRow = <C extends string>({ columns }: KratosTable<C>, row: TextRow): KratosRow<C> =>
  Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])) as KratosRow<C>;

/** A page of a table in the order of its ids. */
export async function pageOf<C extends string>(
  { database, nid }: Network,
  table: KratosTable<C>,
  { after, limit, where = { text: 'TRUE', params: [] } }: PageAsked,
): Promise<KratosRow<C>[]> {
  const params = [nid, ...where.params, ...(after === undefined ? [] : [after])];
  const beyond = after === undefined ? '' : ` AND id > ${idIn(database, `$${params.length}`)}`;
  const text = `${selectFrom(database, table)} AND ${where.text}${beyond} ORDER BY id LIMIT ${limit}`;
  return (await database.rows(text, params)).map((row) => namedRow(table, row));
}

/** All pages, one after the other. */
export async function* pagesOf<C extends string>(
  network: Network,
  table: KratosTable<C>,
  { limit, where }: Omit<PageAsked, 'after'>,
): AsyncGenerator<KratosRow<C>[]> {
  for (let after: string | undefined; ; ) {
    const page = await pageOf(network, table, { after, limit, ...(where && { where }) });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.id;
  }
}

/** The rows that belong to some others, by the owner's id as the database spells it. */
export async function belongingTo<C extends string>(
  { database, nid }: Network,
  table: KratosTable<C>,
  owner: C,
  ids: readonly string[],
): Promise<Map<string, KratosRow<C>[]>> {
  const [condition, list] =
    database.kind === 'sqlite'
      ? [`${owner} IN (SELECT value FROM json_each($2))`, JSON.stringify(ids)]
      : [`${owner} = ANY(CAST($2 AS uuid[]))`, `{${ids.join(',')}}`];
  const text = `${selectFrom(database, table)} AND ${condition} ORDER BY id`;
  const rows = (await database.rows(text, [nid, list])).map((row) => namedRow(table, row));
  return Map.groupBy(rows, (row) => String(row[owner])) as Map<string, KratosRow<C>[]>;
}

/** How many rows of the network a table has. @param condition of the rows `t` */
export async function countRows({ database, nid }: Network, table: string, condition = 'TRUE'): Promise<number> {
  const text = `SELECT CAST(count(*) AS TEXT) FROM ${table} AS t WHERE t.nid = ${idIn(database, '$1')} AND ${condition}`;
  const [[count] = []] = await database.rows(text, [nid]);
  return Number(count);
}

/**
 * Whose row it is that has these values.
 * @param ids values of columns that hold ids
 */
export async function ownerOf(
  { database, nid }: Network,
  table: string,
  values: Readonly<Record<string, string>>,
  ids: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const columns = [...Object.keys(values), ...Object.keys(ids)];
  const conditions = columns.map((column, index) => {
    const parameter = `$${index + 2}`;
    return `${column} = ${column in ids ? idIn(database, parameter) : parameter}`;
  });
  const text = `SELECT CAST(identity_id AS TEXT) FROM ${table} WHERE nid = ${idIn(database, '$1')} AND ${conditions.join(' AND ')}`;
  const [[owner] = []] = await database.rows(text, [nid, ...Object.values(values), ...Object.values(ids)]);
  return owner ?? undefined;
}
