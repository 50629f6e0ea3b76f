import { createDocumentReader, type DocumentReader, type ReadFile } from '../document/document-reader.ts';
import { createHttpReader, type HttpReaderOptions } from '../document/http-reader.ts';
import type { IdentitySchema } from './identity-schema.ts';
import { type LoadOptions, loadSchema, type SchemaSetting } from './load-schema.ts';
import { SchemaError } from './schema-error.ts';

/** The identity schemas of the configuration, loaded and compiled. */
export interface SchemaRegistry {
  /** The schema of that id; failing that, of the id that the text says in base64url without padding. */
  find(id: string): IdentitySchema | undefined;
  /** All schemas, in the order of the configuration. */
  list(): readonly IdentitySchema[];
  readonly default: IdentitySchema;
}

export interface SchemaRegistryOptions
  extends Partial<Pick<HttpReaderOptions, 'disallowPrivateIps' | 'exceptions' | 'wait' | 'addressesOf'>>,
    Pick<LoadOptions, 'disallowRefs' | 'cwd'> {
  /** `identity.schemas` */
  readonly schemas: readonly SchemaSetting[];
  /** `identity.default_schema_id` */
  readonly defaultId: string;
  readonly fetch: HttpReaderOptions['fetch'];
  readonly readFile: ReadFile;
  /** Stands between the registry and what reads its documents. */
  readonly through?: (read: DocumentReader) => DocumentReader;
  /** Told when a server of schemas is asked again. */
  readonly log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

function decodedId(text: string): string | undefined {
  const id = Buffer.from(text, 'base64url');
  return id.toString('base64url') === text ? id.toString() : undefined;
}

/** The first fault, with those of other schemas. */
function together([first, ...others]: readonly unknown[]): unknown {
  if (!(first instanceof SchemaError) || others.length === 0) return first;
  const { schemaId, url, pointer, problem, cause } = first;
  const further = others.filter((fault) => fault instanceof SchemaError);
  return new SchemaError({ schemaId, url, pointer, problem, cause, further });
}

/**
 * Loads all schemas. What they come from is not asked again afterwards.
 * @throws SchemaError when some of them cannot be read or compiled, or there is none of the default id
 */
export async function createSchemaRegistry(options: SchemaRegistryOptions): Promise<SchemaRegistry> {
  const {
    schemas,
    defaultId,
    fetch,
    readFile,
    through = (read) => read,
    disallowRefs,
    cwd,
    disallowPrivateIps = false,
    exceptions = [],
    wait,
    addressesOf,
    log,
  } = options;
  const readHttp = createHttpReader({
    fetch,
    disallowPrivateIps,
    exceptions,
    onRetry: (url, problem) => log.warn({ url, problem }, 'identity schema could not be fetched, trying again'),
    ...(wait && { wait }),
    ...(addressesOf && { addressesOf }),
  });
  const read = through(createDocumentReader(readFile, readHttp));
  const results = await Promise.allSettled(schemas.map((setting) => loadSchema(setting, { read, disallowRefs, cwd })));
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (faults.length > 0) throw together(faults);
  const loaded = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));

  // From behind, so that the first of two with one id is found.
  const byId = new Map(loaded.toReversed().map((schema) => [schema.id, schema]));
  const byDefault = byId.get(defaultId);
  if (!byDefault)
    throw new SchemaError({
      schemaId: defaultId,
      url: '',
      problem: 'identity.default_schema_id names no schema of identity.schemas',
    });

  return {
    find(id) {
      const exact = byId.get(id);
      if (exact) return exact;
      const decoded = decodedId(id);
      return decoded === undefined ? undefined : byId.get(decoded);
    },
    list: () => loaded,
    default: byDefault,
  };
}
