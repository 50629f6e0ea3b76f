import type { LoadedConfig } from '../config/load-config.ts';
import type { KeptDocuments } from '../document/kept-documents.ts';
import { createSchemaRegistry, type SchemaRegistry } from '../schema/schema-registry.ts';
import type { Reading } from './create-documents.ts';

/**
 * Loads the identity schemas of a configuration.
 * @param kept takes the documents that they are made of, or has them
 * @throws SchemaError
 */
export function loadSchemas({ config, values }: LoadedConfig, reading: Reading, kept: KeptDocuments): Promise<SchemaRegistry> {
  return createSchemaRegistry({
    schemas: config.identity.schemas,
    defaultId: config.identity.defaultSchemaId,
    ...reading,
    through: kept.through,
    disallowRefs: values.security.disallow_ref_in_identity_schemas,
  });
}
