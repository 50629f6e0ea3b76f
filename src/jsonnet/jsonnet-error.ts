/** A snippet that cannot be read, is no Jsonnet, or fails while it is evaluated. The message names the place. */
export class JsonnetError extends Error {
  /** Line and column of the fault, from 1; undefined when the snippet could not be read at all. */
  readonly place: { readonly line: number; readonly column: number } | undefined;

  constructor(problem: string, place?: { readonly line: number; readonly column: number }, cause?: unknown) {
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
    super(`${problem}${where}`, cause === undefined ? undefined : { cause });
    this.name = 'JsonnetError';
    this.place = place;
  }
}

/** A snippet that said `error "cancel"`: what it was evaluated for is not to happen. */
export class JsonnetCancelled extends Error {
  constructor() {
    super('the snippet cancelled what it was evaluated for');
    this.name = 'JsonnetCancelled';
  }
}
