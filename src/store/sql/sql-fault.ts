/** What a statement broke, in terms that hold for every database; anything else is `unavailable` or a bug. */
export type SqlFaultKind = 'unique' | 'foreign_key' | 'no_such_table' | 'already_exists' | 'serialization';

/** A statement was refused for a reason that the operation above knows how to answer. */
export class SqlFault extends Error {
  readonly kind: SqlFaultKind;

  constructor(kind: SqlFaultKind, cause: unknown) {
    super(`the database refused a statement: ${kind}`, { cause });
    this.name = 'SqlFault';
    this.kind = kind;
  }
}

export function isFault(error: unknown, kind: SqlFaultKind): boolean {
  return error instanceof SqlFault && error.kind === kind;
}
