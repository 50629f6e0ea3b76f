import type { AdminClient } from '../client/admin-client.ts';
import { faultOf } from '../client/answer-fault.ts';
import { equalTrees, type JsonNode, type JsonObject, parseTree } from '../json/tree.ts';
import type { TraitsResult } from '../schema/traits-result.ts';
import { identifiersOf, traitsResultOf } from './identifiers-of.ts';
import type { KnownSchemas } from './known-schemas.ts';
import { textAt } from './tree-place.ts';

/** Somebody whom a row means and who is there already. */
export interface Existing {
  readonly id: string;
  readonly identity: JsonObject;
  /** Whether the row says something else about them than the server knows. */
  readonly differs: boolean;
}

const COMPARED = ['schema_id', 'external_id', 'state', 'metadata_public', 'metadata_admin'];

/** What a row does not name, it says nothing about. Credentials and addresses are not compared. */
function saysOther(body: JsonObject, identity: JsonObject, found: TraitsResult | undefined): boolean {
  const other = (said: JsonNode | undefined, name: string) => said !== undefined && !equalTrees(said, identity.get(name) ?? null);
  const traits = found ? parseTree(found.traits) : body.get('traits');
  return other(traits, 'traits') || COMPARED.some((name) => other(body.get(name), name));
}

/**
 * Looks for whom a row means that collided with what is stored: by external id, then by what they sign in with.
 * @returns undefined when that is nobody, several people, or somebody with another external id: then the row collides with a stranger
 * @throws AnswerFault, EndpointUnreachable
 */
export async function findExisting(body: JsonObject, client: AdminClient, schemas: KnownSchemas): Promise<Existing | undefined> {
  async function read(path: string): Promise<JsonNode | undefined> {
    const answer = await client.send({ method: 'GET', path });
    if (answer.status === 404) return undefined;
    if (answer.status >= 300) throw faultOf(answer);
    return parseTree(answer.body);
  }

  const traits = traitsResultOf(body, schemas);
  const existing = (identity: JsonObject): Existing => ({
    id: textAt(identity, 'id') ?? '',
    identity,
    differs: saysOther(body, identity, traits),
  });

  const externalId = textAt(body, 'external_id');
  if (externalId !== undefined) {
    const identity = await read(`/admin/identities/by/external/${encodeURIComponent(externalId)}`);
    if (identity instanceof Map) return existing(identity);
  }
  const people = new Map<string, JsonObject>();
  for (const identifier of identifiersOf(body, traits)) {
    const page = await read(`/admin/identities?credentials_identifier=${encodeURIComponent(identifier)}`);
    for (const identity of Array.isArray(page) ? page : []) {
      if (identity instanceof Map) people.set(textAt(identity, 'id') ?? '', identity);
    }
  }
  const [person, ...others] = people.values();
  if (!person || others.length > 0) return undefined;
  const otherId = textAt(person, 'external_id');
  return externalId !== undefined && otherId !== undefined && otherId !== externalId ? undefined : existing(person);
}
