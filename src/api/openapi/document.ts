import type { TSchema } from '@sinclair/typebox';
import type { Operation, ResponseDescription, Route } from '../../http/route.ts';
import { askedFor } from '../asks-for.ts';
import { ErrorGeneric } from '../shapes.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

interface Components {
  readonly schemas: Map<string, JsonObject>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 has no type "null": what may be null says so. */
function withoutNull(schema: Record<string, unknown>): Record<string, unknown> | undefined {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return undefined;
  const others = anyOf.filter((one) => !(isObject(one) && one.type === 'null'));
  if (others.length === anyOf.length) return undefined;
  const [only] = others;
  return others.length === 1 && isObject(only)
    ? { ...only, ...rest, nullable: true }
    : { ...rest, anyOf: others, nullable: true };
}

/** A shape as OpenAPI 3.0 writes it; what has a `$id` becomes a component and is referred to. */
function schemaOf(schema: unknown, components: Components): Json {
  if (Array.isArray(schema)) return schema.map((item) => schemaOf(item, components));
  if (!isObject(schema)) return schema as Json;
  const nullable = withoutNull(schema);
  if (nullable) {
    const { nullable: _nullable, ...inner } = nullable;
    const rendered = schemaOf(inner, components);
    return isObject(rendered) && '$ref' in rendered
      ? { allOf: [rendered], nullable: true }
      : { ...(rendered as JsonObject), nullable: true };
  }
  const id = schema.$id;
  if (typeof id === 'string') {
    if (!components.schemas.has(id)) {
      components.schemas.set(id, {});
      components.schemas.set(id, membersOf(schema, components));
    }
    return { $ref: `#/components/schemas/${id}` };
  }
  return membersOf(schema, components);
}

function membersOf(schema: Record<string, unknown>, components: Components): JsonObject {
  const result: JsonObject = {};
  const asked = askedFor(schema);
  for (const [name, value] of Object.entries(schema)) {
    if (name === '$id') continue;
    if (name === 'patternProperties' && isObject(value))
      result.additionalProperties = schemaOf(Object.values(value)[0], components);
    else if (name === 'const') result.enum = [value as Json];
    else result[name] = schemaOf(value, components);
  }
  if (asked) result.required = [...asked];
  return result;
}

const content = (schema: TSchema, components: Components): JsonObject => ({
  'application/json': { schema: schemaOf(schema, components) },
});

/** What every operation that needs a key answers besides. */
const KEY_FAILURES: Readonly<Record<string, ResponseDescription>> = {
  401: { description: 'The key is missing or unknown.', schema: ErrorGeneric },
  403: { description: 'The key is for something else.', schema: ErrorGeneric },
};
const OTHER_FAILURES: Readonly<Record<string, ResponseDescription>> = {
  default: { description: 'The error says what to do.', schema: ErrorGeneric },
};

function operationOf(
  { id, summary, tag, parameters = [], body, bodyRequired = false, bodyAsForm = false, responses }: Operation,
  scope: string | undefined,
  components: Components,
): JsonObject {
  const all: Readonly<Record<string, ResponseDescription>> = {
    ...responses,
    ...(scope !== undefined && KEY_FAILURES),
    ...(tag !== 'metadata' && OTHER_FAILURES),
  };
  const described = Object.entries(all).map(([status, { description, schema }]): [string, Json] => [
    status,
    { description, ...(schema && { content: content(schema, components) }) },
  ]);
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(parameters.length > 0 && {
      parameters: parameters.map(({ in: place, name, description, required = false, schema }) => ({
        in: place,
        name,
        description,
        required,
        schema: schemaOf(schema, components),
      })),
    }),
    ...(body && {
      requestBody: {
        content: {
          ...content(body, components),
          ...(bodyAsForm && { 'application/x-www-form-urlencoded': { schema: schemaOf(body, components) } }),
        },
        ...(bodyRequired && { required: true }),
      },
    }),
    responses: Object.fromEntries(described),
    ...(scope !== undefined && { security: [{ adminKey: [] }, {}], 'x-scope': scope }),
  };
}

/** The OpenAPI 3.0 document of the routes that describe themselves. */
export function openApiDocument(routes: readonly Route[], info: { readonly version: string }): JsonObject {
  const components: Components = { schemas: new Map() };
  const paths: { [path: string]: JsonObject } = {};
  for (const { method, path, operation, scope } of routes) {
    if (!operation) continue;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operationOf(operation, scope, components);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Zelos',
      version: info.version,
      description: 'An identity server that speaks the Ory Kratos API.',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    tags: [{ name: 'identity' }, { name: 'frontend' }, { name: 'courier' }, { name: 'metadata' }],
    paths,
    components: {
      schemas: Object.fromEntries([...components.schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        adminKey: { type: 'http', scheme: 'bearer', description: 'A key made by `zelos keys create`; needed once there is one.' },
      },
    },
  };
}
