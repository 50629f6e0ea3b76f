import { readFileSync } from 'node:fs';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface SchemaObject extends JsonObject {}

export interface ParameterObject {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: SchemaObject;
}

interface Content {
  readonly content?: { readonly [type: string]: { readonly schema?: SchemaObject } };
}

export interface BodyObject extends Content {
  readonly required?: boolean;
}

export type ResponseObject = Content;

export interface OperationObject {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: BodyObject;
  readonly responses: { readonly [status: string]: ResponseObject | { readonly $ref: string } };
}

/** The parts of an OpenAPI 3.0 document that the tests look at. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: { readonly [path: string]: { readonly [method: string]: OperationObject } };
  readonly components: {
    readonly schemas: { readonly [name: string]: SchemaObject };
    readonly responses?: { readonly [name: string]: ResponseObject };
  };
}

export interface PlacedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
}

/** The document that Ory publishes and from which its clients are generated. */
export function kratosDocument(): OpenApiDocument {
  return JSON.parse(readFileSync(new URL('../data/kratos-openapi.json', import.meta.url), 'utf8'));
}

/** The operations of a document by their `operationId`. */
export function operationsOf({ paths }: OpenApiDocument): Map<string, PlacedOperation> {
  const placed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  return new Map(placed.map((one) => [one.operation.operationId, one]));
}

/** What a reference of the document points to: `#/components/schemas/identity`. */
export function lookUp(document: OpenApiDocument, reference: string): unknown {
  let found: unknown = document;
  for (const key of reference.replace(/^#\//, '').split('/')) found = (found as Record<string, unknown> | undefined)?.[key];
  if (found === undefined) throw new Error(`the document has no ${reference}`);
  return found;
}

/** The responses of an operation by status, with references followed. */
export function responsesOf(document: OpenApiDocument, { responses }: OperationObject): Map<string, ResponseObject> {
  return new Map(
    Object.entries(responses).map(([status, response]) => [
      status,
      '$ref' in response ? (lookUp(document, response.$ref) as ResponseObject) : response,
    ]),
  );
}
