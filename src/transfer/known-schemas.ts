import { type AdminClient, EndpointUnreachable } from '../client/admin-client.ts';
import type { IdentitySchema } from '../schema/identity-schema.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { SchemaError } from '../schema/schema-error.ts';
import type { CellType } from './csv-columns.ts';

/** The identity schemas of the server, as far as they can be had and compiled here. */
export interface KnownSchemas {
  /** Undefined for a schema that is not known here, and for none unless the server has only one. */
  of(id: string | undefined): IdentitySchema | undefined;
  /** The ids of all that the server named, also of those that could not be compiled here. */
  readonly ids: readonly string[];
}

const namedSchema = (entry: unknown): { readonly id: string; readonly schema: unknown } | undefined => {
  const { id, schema } = (entry ?? {}) as { readonly id?: unknown; readonly schema?: unknown };
  return typeof id === 'string' ? { id, schema } : undefined;
};

const base64Only = async (url: string) => {
  if (!url.startsWith('base64://')) throw new Error('it is not to be had from here');
  return Buffer.from(url.slice('base64://'.length), 'base64').toString();
};

async function compiled(id: string, schema: unknown): Promise<IdentitySchema | undefined> {
  const url = `base64://${Buffer.from(JSON.stringify(schema)).toString('base64')}`;
  try {
    return await loadSchema({ id, url }, { read: base64Only, disallowRefs: true });
  } catch (error) {
    // A document may refer to files of the server; then only the server can judge.
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

function listIn(body: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(body);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** Asks the server for its schemas. Where it does not tell them, or redirects to an address that is not reached, none are known. */
export async function fetchSchemas(client: AdminClient): Promise<KnownSchemas> {
  const path = '/admin/schemas?page=0&per_page=500';
  const answer = await client.send({ method: 'GET', path }).catch((error: unknown) => {
    if (error instanceof EndpointUnreachable) return undefined;
    throw error;
  });
  const entries = answer?.status === 200 ? listIn(answer.body).flatMap((entry) => namedSchema(entry) ?? []) : [];
  const byId = new Map<string, IdentitySchema>();
  for (const { id, schema } of entries) {
    const known = byId.has(id) ? undefined : await compiled(id, schema);
    if (known) byId.set(id, known);
  }
  const [only] = byId.values();
  return {
    of: (id) => (id === undefined ? (entries.length === 1 ? only : undefined) : byId.get(id)),
    ids: entries.map(({ id }) => id),
  };
}

const WHOLE: ReadonlySet<string> = new Set(['traits', 'credentials', 'verifiable_addresses', 'recovery_addresses']);

/** How the cells of a place are read that says nothing about it itself: as the schema has it. */
export function cellTypeAt(schema: IdentitySchema | undefined, place: readonly string[]): CellType {
  const [member = '', ...path] = place;
  if (path.length === 0) return WHOLE.has(member) ? 'json' : 'string';
  if (member === 'verifiable_addresses') return path.at(-1) === 'verified' ? 'boolean' : 'string';
  if (member !== 'traits') return 'string';
  const field = schema?.fields.find((one) => one.path.length === path.length && one.path.every((name, at) => name === path[at]));
  switch (field?.type) {
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
    case 'object':
      return 'json';
    default:
      return 'string';
  }
}
