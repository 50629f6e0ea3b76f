import { absoluteUrl } from '../document/absolute-url.ts';
import type { DocumentReader } from '../document/document-reader.ts';
import { JsonFault } from '../json/fault.ts';
import type { JsonText } from '../json/json-text.ts';
import { parseTree, printTree } from '../json/tree.ts';
import { DocumentFault } from './document-fault.ts';
import { createIdentitySchema, type IdentitySchema } from './identity-schema.ts';
import { type Position, SchemaDocuments } from './schema-documents.ts';
import { SchemaError } from './schema-error.ts';

/** An entry of `identity.schemas`. */
export interface SchemaSetting {
  readonly id: string;
  readonly url: string;
}

export interface LoadOptions {
  readonly read: DocumentReader;
  /** `security.disallow_ref_in_identity_schemas`: other documents may only be referred to as `base64://` URLs. */
  readonly disallowRefs: boolean;
  /** What relative file URLs count from; the working directory of the process when it is left out. */
  readonly cwd?: string | undefined;
}

const MAX_DOCUMENTS = 100;

function compact(text: string): JsonText {
  try {
    return printTree(parseTree(text));
  } catch (error) {
    if (error instanceof JsonFault)
      throw new DocumentFault(error.pointer === '' ? '' : `#${error.pointer}`, `is not JSON: ${error.message}`, error);
    throw error;
  }
}

function assertAllowed(url: string, from: Position, disallowRefs: boolean): void {
  const scheme = url.slice(0, url.indexOf(':'));
  const place = `${from.place}/$ref`;
  if (disallowRefs && scheme !== 'base64')
    throw new DocumentFault(place, `$ref scheme "${scheme}" is not permitted in identity schemas`);
  // A server on the network must not decide which files of this machine are read.
  if (scheme === 'file' && !from.url.startsWith('file:'))
    throw new DocumentFault(place, 'a document that is no file must not refer to files');
}

async function readDocument(url: string, read: DocumentReader, place: string): Promise<JsonText> {
  const text = await read(url).catch((error: unknown) => {
    throw new DocumentFault(place, error instanceof Error ? error.message : String(error), error);
  });
  return compact(text);
}

async function addReferences(documents: SchemaDocuments, { read, disallowRefs }: LoadOptions): Promise<void> {
  let count = 1;
  for (let missing = documents.missing(); missing.length > 0; missing = documents.missing()) {
    for (const [url, from] of missing) {
      assertAllowed(url, from, disallowRefs);
      if (++count > MAX_DOCUMENTS)
        throw new DocumentFault(`${from.place}/$ref`, `refers to more than ${MAX_DOCUMENTS} documents`);
      documents.add(url, JSON.parse(await readDocument(url, read, `${from.place}/$ref`)));
    }
  }
}

/**
 * Loads and compiles one identity schema with all documents that it refers to.
 * @throws SchemaError
 */
export async function loadSchema({ id, url }: SchemaSetting, options: LoadOptions): Promise<IdentitySchema> {
  try {
    // As an absolute URL the path of a configuration can be a base for references.
    const documentUrl = absoluteUrl(url, options.cwd ?? '');
    const document = await readDocument(documentUrl, options.read, '');
    const documents = new SchemaDocuments();
    documents.add(documentUrl, JSON.parse(document));
    await addReferences(documents, options);
    return createIdentitySchema({ id, url, document, documents, documentUrl });
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    throw new SchemaError({ schemaId: id, url, pointer: error.pointer, problem: error.message, cause: error.cause });
  }
}
