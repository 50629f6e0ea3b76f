export interface SchemaFault {
  readonly schemaId: string;
  readonly url: string;
  /** JSON pointer (as a fragment, `#/properties/…`) to what is wrong in the document; empty when it cannot be read at all. */
  readonly pointer?: string;
  readonly problem: string;
  readonly cause?: unknown;
  /** Faults of other schemas. */
  readonly further?: readonly SchemaError[];
}

/** `base64://` URLs carry the document itself; nobody wants that in a log line. */
const shown = (url: string) => (url.length > 100 ? `${url.slice(0, 100)}…` : url);

/** An identity schema that cannot be used: a fault of the configuration, found when the server starts. */
export class SchemaError extends Error {
  readonly schemaId: string;
  readonly url: string;
  readonly pointer: string;
  readonly problem: string;
  /** Faults of other schemas that were found besides. */
  readonly further: readonly SchemaError[];

  constructor({ schemaId, url, pointer = '', problem, cause, further = [] }: SchemaFault) {
    super(
      `identity schema "${schemaId}"${url === '' ? '' : ` (${shown(url)})`}${pointer === '' ? '' : ` at ${pointer}`}: ${problem}`,
      { cause },
    );
    this.name = 'SchemaError';
    this.schemaId = schemaId;
    this.url = url;
    this.pointer = pointer;
    this.problem = problem;
    this.further = further;
  }
}
