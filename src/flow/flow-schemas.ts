import { ApiError } from '../error/api-error.ts';
import type { IdentitySchema } from '../schema/identity-schema.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';

/** The identity schemas that people may choose by themselves. */
export interface FlowSchemas {
  /**
   * The schema that a query asks for with `identity_schema`.
   * @returns undefined when it asks for none
   * @throws ApiError `identity_schema_unknown`, `identity_schema_closed`
   */
  asked(query: URLSearchParams): string | undefined;
  /** The schema of a flow, or of an identity. @throws ApiError `schema_of_identity_missing` when it is not configured any more */
  of(id: string | undefined): IdentitySchema;
}

/** @param selectable ids of the schemas with `selfservice_selectable` */
export function createFlowSchemas(registry: SchemaRegistry, selectable: ReadonlySet<string>): FlowSchemas {
  return {
    asked(query) {
      const schema = query.get('identity_schema') ?? '';
      if (schema === '') return undefined;
      const details = { pointer: 'identity_schema', rule: 'enum', got: schema };
      const found = registry.list().some(({ id }) => id === schema);
      if (!found) throw new ApiError('identity_schema_unknown', { params: { schema }, details });
      if (schema !== registry.default.id && !selectable.has(schema)) {
        throw new ApiError('identity_schema_closed', { params: { schema }, details });
      }
      return schema;
    },
    of(id) {
      if (id === undefined) return registry.default;
      const schema = registry.find(id);
      if (!schema) throw new ApiError('schema_of_identity_missing', { params: { schema: id, id } });
      return schema;
    },
  };
}
