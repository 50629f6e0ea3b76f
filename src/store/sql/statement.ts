export type SqlValue = string | number | null;

/** A row by position of its columns: what both databases hand out fastest. */
export type SqlRow = readonly SqlValue[];

/** One SQL text with `$1`, `$2` … for its parameters, written once for all databases. */
export interface Statement {
  readonly text: string;
  readonly params: readonly SqlValue[];
}

export interface SqlResult {
  /** Of a query or a RETURNING clause. */
  readonly rows: readonly SqlRow[];
  /** How many rows a write touched. */
  readonly changes: number;
}

/**
 * A write of several statements: it yields statements and goes on with their results. One database runs it in one go, the
 * other waits in between, so an operation is written once. A statement that fails ends the program and undoes all of it;
 * a program undoes itself by throwing. It may run again from the start, so it must not change anything but the database.
 */
export type Program<T> = Generator<readonly Statement[], T, readonly SqlResult[]>;

const NOTHING: SqlResult = { rows: [], changes: 0 };

/** Runs statements that do not build on each other. @returns how many rows each of them touched */
export function* runAll(statements: readonly Statement[]): Program<readonly number[]> {
  const results = yield statements;
  return results.map(({ changes }) => changes);
}

/** Runs one statement inside a program. */
export function* run(text: string, params: readonly SqlValue[]): Program<SqlResult> {
  const [result = NOTHING] = yield [{ text, params }];
  return result;
}
