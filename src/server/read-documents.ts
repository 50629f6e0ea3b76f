import { createKeptDocuments } from '../document/kept-documents.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';
import type { Configured } from './configured.ts';
import { createDocuments, type Documents, type DocumentsOptions } from './create-documents.ts';
import { loadSchemas } from './load-schemas.ts';

/** What is made of the documents of a configuration, and what is to be kept of them. */
export interface ReadDocuments extends Documents {
  readonly schemas: SchemaRegistry;
  /** What the schemas are made of, by URL. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Reads what a server needs before it serves by a configuration. @throws SchemaError */
export async function readDocuments(
  { loaded, documents }: Configured,
  options: Omit<DocumentsOptions, 'config'>,
): Promise<ReadDocuments> {
  const kept = createKeptDocuments(documents);
  const made = createDocuments({ ...options, config: loaded.config });
  return { ...made, schemas: await loadSchemas(loaded, made.reading, kept), documents: kept.texts };
}
