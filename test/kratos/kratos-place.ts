import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { createDatabase } from '../storage/create-database.ts';
import { clock, random } from '../storage/databases.ts';
import { dsnOf } from '../storage/dsn-of.ts';
import { creating, typeOf } from './kratos-tables.ts';

type Value = string | number | null;

/** A database with the tables of Kratos. */
export interface KratosPlace {
  readonly kind: 'sqlite' | 'postgres';
  /** As `--from` takes it. */
  readonly dsn: string;
  insert(table: string, row: Readonly<Record<string, Value>>): Promise<void>;
  run(sql: string): Promise<void>;
  remove(): Promise<void>;
}

const insertion = (table: string, row: object, value: (column: string, index: number) => string) => {
  const columns = Object.keys(row);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(value).join(', ')})`;
};

async function onSqlite(): Promise<KratosPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'zelos-kratos-'));
  const file = join(folder, 'kratos.sqlite');
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  for (const text of creating('sqlite')) db.exec(text);
  return {
    kind: 'sqlite',
    dsn: `sqlite://${file}?_fk=true`,
    async insert(table, row) {
      db.prepare(insertion(table, row, () => '?')).run(...Object.values(row));
    },
    run: async (sql) => db.exec(sql),
    async remove() {
      db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onPostgres(): Promise<KratosPlace> {
  const { url, drop } = await createDatabase();
  const database = openDatabase(dsnOf(url, { max_conns: '1' }), { clock, random });
  for (const text of creating('postgres')) await database.write(text, []);
  return {
    kind: 'postgres',
    dsn: url,
    async insert(table, row) {
      const value = (column: string, index: number) => {
        const type = typeOf('postgres', table, column);
        const text = `CAST($${index + 1} AS text)`;
        return type === 'bytea' ? `convert_to(${text}, 'UTF8')` : `CAST(${text} AS ${type})`;
      };
      const values = Object.values(row).map((one) => (one === null ? null : String(one)));
      await database.write(insertion(table, row, value), values);
    },
    run: async (sql) => void (await database.write(sql, [])),
    async remove() {
      await database.close();
      await drop();
    },
  };
}

export const KRATOS_PLACES: readonly (readonly [name: string, make: () => Promise<KratosPlace>])[] = [
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
];
