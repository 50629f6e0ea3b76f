import { anchor, cell, code, madeFrom, page, table } from './markdown.ts';
import { type OpenApiDocument, type OperationObject, openApiDocument, type SchemaObject } from './openapi-document.ts';

const INTRODUCTION = `Every operation that a running server describes with \`GET /openapi.json\`, from which clients can be generated. Paths that begin with \`/admin\` are answered by the
admin API (port 4434), all others by the public one (port 4433). The wire is that of the Ory Kratos API, so its SDKs have a method for each operation, of the name that stands in the last column here.
Failures are told in [errors](errors.md). Where an operation names a scope, a [key](../admin-keys.md) needs it, once there are keys.`;

const TITLES: Readonly<Record<string, string>> = {
  identity: 'Administration: identities, sessions, recovery',
  frontend: 'Self-service and sessions of one’s own',
  courier: 'Messages',
  metadata: 'The server itself',
};

interface Placed {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
}

const headingOf = ({ method, path }: Placed) => `${method.toUpperCase()} ${path}`;
const link = (text: string, heading: string) => `[${text}](#${anchor(heading)})`;
const nameOf = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

/** A type in a few words; what has a name is a link to it. */
function typeOf(schema: SchemaObject | undefined): string {
  if (schema === undefined) return '';
  const { $ref, allOf, anyOf, oneOf, items, additionalProperties, type, format } = schema;
  const orNull = schema.nullable ? ' or null' : '';
  if ($ref !== undefined) return link(code(nameOf($ref)), nameOf($ref)) + orNull;
  const several = allOf ?? anyOf ?? oneOf;
  if (several) return [...new Set(several.map(typeOf))].join(' or ') + orNull;
  if (schema.enum) return schema.enum.map((one) => code(JSON.stringify(one))).join(', ') + orNull;
  if (items) return `list of ${typeOf(items)}${orNull}`;
  if (typeof additionalProperties === 'object') return `map of ${typeOf(additionalProperties)}${orNull}`;
  return `${type ?? 'any value'}${format === undefined ? '' : ` (${format})`}${orNull}`;
}

const jsonOf = (content: { readonly [type: string]: { readonly schema?: SchemaObject } } | undefined) =>
  content?.['application/json']?.schema;

function operationPart(placed: Placed): readonly string[] {
  const { operation } = placed;
  const { parameters = [], requestBody, responses } = operation;
  const scope = operation['x-scope'] === undefined ? '' : `, scope ${code(operation['x-scope'])}`;
  const body = jsonOf(requestBody?.content);
  const answers = Object.entries(responses).map(([status, { description, content }]) => [
    status === 'default' ? 'else' : status,
    cell(description),
    typeOf(jsonOf(content)),
  ]);
  return [
    `### ${headingOf(placed)}`,
    `${cell(operation.summary)} (${code(operation.operationId)}${scope})`,
    ...(parameters.length > 0
      ? [
          table(
            ['Parameter', 'In', 'Type', 'Meaning'],
            parameters.map((one) => [
              code(one.name),
              one.in,
              typeOf(one.schema),
              `${cell(one.description)}${one.required ? ' **Required.**' : ''}`,
            ]),
          ),
        ]
      : []),
    ...(body ? [`Body: ${typeOf(body)}`] : []),
    table(['Answer', 'When', 'Body'], answers),
  ];
}

function schemaPart([name, schema]: readonly [string, SchemaObject]): readonly string[] {
  const needed = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(([member, of]) => [
    code(member),
    typeOf(of),
    `${cell(of.description ?? '')}${needed.has(member) ? ' **Always.**' : ''}`.trim(),
  ]);
  return [
    `### ${name}`,
    ...(schema.description === undefined ? [] : [cell(schema.description)]),
    rows.length > 0 ? table(['Member', 'Type', 'Meaning'], rows) : typeOf(schema),
  ];
}

function overview(all: readonly Placed[]): string {
  return table(
    ['Operation', 'What it does', 'Name'],
    all.map((one) => [link(code(headingOf(one)), headingOf(one)), cell(one.operation.summary), code(one.operation.operationId)]),
  );
}

function render({ paths, components }: OpenApiDocument): string {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Placed => ({ method, path, operation })),
  );
  const tags = [...new Set(all.map(({ operation }) => operation.tags[0] ?? ''))];
  const sections = tags.flatMap((tag) => {
    const own = all.filter(({ operation }) => operation.tags[0] === tag);
    return [`## ${TITLES[tag] ?? tag}`, overview(own), ...own.flatMap(operationPart)];
  });
  return page(
    '# API reference',
    madeFrom('the OpenAPI document of the server'),
    INTRODUCTION,
    ...sections,
    '## Shapes',
    ...Object.entries(components.schemas).flatMap(schemaPart),
  );
}

/** `docs/reference/api.md`, from the OpenAPI document that a server makes of its routes. */
export const apiPage = async () => render(await openApiDocument());
