import { readFile } from 'node:fs/promises';
import { fileUrl } from '../../document/absolute-url.ts';
import { createDocumentReader, type DocumentReader } from '../../document/document-reader.ts';
import { createHttpReader } from '../../document/http-reader.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import { loadSchema } from '../../schema/load-schema.ts';

/** Reads what a schema refers to, as a server does whose configuration forbids nothing. */
const reader = (): DocumentReader =>
  createDocumentReader(readFile, createHttpReader({ fetch, disallowPrivateIps: false, exceptions: [], onRetry: () => {} }));

/** The schema in a file. @throws SchemaError */
export const schemaOfFile = (path: string, cwd: string): Promise<IdentitySchema> =>
  loadSchema({ id: path, url: fileUrl(path, cwd) }, { read: reader(), disallowRefs: false });

/** A schema that a server has under a URL and whose text is known. @throws SchemaError */
export function schemaOfServer(id: string, url: string, document: string): Promise<IdentitySchema> {
  const read = reader();
  return loadSchema({ id, url }, { read: async (other) => (other === url ? document : read(other)), disallowRefs: false });
}
