import type { Dialect } from '../dialect.ts';

/** One step of the schema, forward only. What was released is never changed: a checksum of the statements is kept. */
export interface Migration {
  readonly version: number;
  /** Same as the name of the file. */
  readonly name: string;
  statements(dialect: Dialect): readonly string[];
}
