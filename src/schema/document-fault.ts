/** What is wrong in a schema document, and where. Turned into a `SchemaError` by who knows which schema it was. */
export class DocumentFault extends Error {
  /** A pointer as a URI fragment: `#/properties/traits`. */
  readonly pointer: string;

  constructor(pointer: string, problem: string, cause?: unknown) {
    super(problem, { cause });
    this.name = 'DocumentFault';
    this.pointer = pointer;
  }
}
