import type { SqlValue } from './statement.ts';

export type DatabaseKind = 'sqlite' | 'postgres' | 'cockroach';

/** The few places where the databases need different SQL. */
export interface Dialect {
  readonly kind: DatabaseKind;
  /** Type of a text column that is compared or sorted byte by byte. */
  readonly text: string;
  /** Comes after `)` of a narrow table that is only read through its primary key. */
  readonly narrowTable: string;
  /** A list of texts as one parameter. */
  list(values: readonly string[]): SqlValue;
  /** Condition: the column is one of the list in the parameter (`$3`). */
  anyOf(column: string, parameter: string): string;
  /** Whether one transaction may change a table again that it made or changed. */
  readonly changesTablesTwice: boolean;
  /** Statements that make other processes wait which migrate the same database, until the transaction ends. */
  readonly migrationLock: { readonly prepare: readonly string[]; readonly acquire: readonly string[] };
}
