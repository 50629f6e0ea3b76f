import type { LoadedConfig } from '../../config/load-config.ts';
import { createSystemClock } from '../../lib/clock.ts';
import { SchemaError } from '../../schema/schema-error.ts';
import { createSchemaRegistry } from '../../schema/schema-registry.ts';
import { createDocuments } from '../../server/create-documents.ts';
import type { Log } from '../../server/log.ts';
import { type Finding, findingsOf } from './finding.ts';

const { ok, fail } = findingsOf('schemas');

/** Loads the identity schemas, with all that they refer to. */
export async function checkSchemas({ config, values }: LoadedConfig, cwd: string, log: Log): Promise<readonly Finding[]> {
  const { reading } = createDocuments({ config, fetch, cwd, clock: createSystemClock(), log });
  try {
    const registry = await createSchemaRegistry({
      schemas: config.identity.schemas,
      defaultId: config.identity.defaultSchemaId,
      ...reading,
      disallowRefs: values.security.disallow_ref_in_identity_schemas,
    });
    return [
      ok(
        `${registry
          .list()
          .map(({ id }) => id)
          .join(', ')} can be used`,
      ),
    ];
  } catch (error) {
    if (error instanceof SchemaError)
      return [fail(error.message, 'Mend the document, or its entry in identity.schemas of the configuration.')];
    throw error;
  }
}
