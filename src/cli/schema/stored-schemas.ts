import type { AdminClient } from '../../client/admin-client.ts';
import type { JsonNode, JsonObject } from '../../json/tree.ts';
import { everyPage } from '../every-page.ts';

/** A schema of a server. */
export interface StoredSchema {
  readonly id: string;
  readonly document: JsonNode;
}

const isContainer = (item: JsonNode): item is JsonObject => item instanceof Map && typeof item.get('id') === 'string';

/** All schemas that a server has, in the order of its configuration. @throws AnswerFault, EndpointUnreachable */
export async function storedSchemas(client: AdminClient): Promise<readonly StoredSchema[]> {
  const schemas: StoredSchema[] = [];
  for await (const page of everyPage(client, '/schemas', { page_size: '500' })) {
    for (const item of page.filter(isContainer))
      schemas.push({ id: String(item.get('id')), document: item.get('schema') ?? null });
  }
  return schemas;
}
