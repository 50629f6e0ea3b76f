import { Ajv } from 'ajv';
import { ALLOWANCES, type Allowance } from './allowances.ts';
import { type JsonObject, kratosDocument, type OpenApiDocument, operationsOf, responsesOf } from './openapi-document.ts';
import { validationSchema } from './validation-schema.ts';

/** An answer of a server, read. */
export interface Answer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly contentType: string | undefined;
  /** The parsed JSON, or the text of anything else; undefined or empty for no body. */
  readonly body: unknown;
}

export interface AnswerChecker {
  /** @throws ContractViolation when the document says something else of this answer, or does not know the operation */
  check(answer: Answer): void;
}

/** An answer is not what the document says. */
export class ContractViolation extends Error {
  constructor({ method, url, status }: Answer, fault: string) {
    super(`${method} ${url} answered ${status}: ${fault}`);
    this.name = 'ContractViolation';
  }
}

const BASE = 'document.json';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function componentsOf({ components }: OpenApiDocument, allowances: readonly Allowance[]): JsonObject {
  const schemas: Record<string, JsonObject> = structuredClone(components.schemas);
  for (const { component, member, change } of allowances) {
    const schema = schemas[component];
    if (schema === undefined) throw new TypeError(`the document has no component ${component}`);
    if (member === undefined) schemas[component] = { ...schema, ...change };
    else {
      const properties = (schema.properties ?? {}) as JsonObject;
      // What stands beside a reference would be overlooked.
      const before = properties[member] as JsonObject;
      const isReplaced = '$ref' in change;
      const changed = isReplaced ? change : '$ref' in before ? { allOf: [before], ...change } : { ...before, ...change };
      schemas[component] = { ...schema, properties: { ...properties, [member]: changed } };
    }
  }
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, validationSchema(schema, BASE)]));
}

const pathPattern = (path: string) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
const parametersIn = (path: string) => path.split('{').length;

/** Checks answers against an OpenAPI document: Ory's, with what it forgets, unless given. */
export function createAnswerChecker(
  document: OpenApiDocument = kratosDocument(),
  allowances: readonly Allowance[] = ALLOWANCES,
): AnswerChecker {
  const ajv = new Ajv({
    strict: false,
    validateSchema: false,
    allErrors: true,
    formats: {
      uuid: UUID,
      // So called in the document; servers send those of every version.
      uuid4: UUID,
      'date-time': TIME,
      uri: { validate: (text: string) => URL.canParse(text) },
      int64: { type: 'number', validate: Number.isSafeInteger },
      int32: { type: 'number', validate: Number.isInteger },
      // The sizes of machine integers say nothing that a JSON number could break.
      uint8: true,
      uint32: true,
    },
  });
  ajv.addSchema({ $id: BASE, components: { schemas: componentsOf(document, allowances) } });
  const operations = [...operationsOf(document).values()]
    .map(({ method, path, operation }) => ({
      method,
      pattern: pathPattern(path),
      parameters: parametersIn(path),
      responses: responsesOf(document, operation),
    }))
    // `/sessions/whoami` is also a `/sessions/{id}`: the more exact one counts.
    .sort((a, b) => a.parameters - b.parameters);

  const validators = new Map<JsonObject, ReturnType<Ajv['compile']>>();
  function validatorOf(schema: JsonObject) {
    const known = validators.get(schema);
    if (known) return known;
    const made = ajv.compile(validationSchema(schema, BASE));
    validators.set(schema, made);
    return made;
  }

  function faultOf({ method, url, status, contentType, body }: Answer): string | undefined {
    const { pathname } = new URL(url);
    const operation = operations.find((one) => one.method === method.toLowerCase() && one.pattern.test(pathname));
    if (!operation) return 'the document has no such operation';
    const response = operation.responses.get(String(status)) ?? operation.responses.get('default');
    if (!response) return 'the document has no such status';
    const { content = {} } = response;
    const types = Object.keys(content);
    if (types.length === 0) return body === undefined || body === '' ? undefined : 'the document has no body here';
    const type = contentType?.split(';', 1)[0]?.trim() ?? '';
    const described = content[type];
    if (!described) return `the document has no body of the type "${type}", but ${types.join(', ')}`;
    const validate = validatorOf(described.schema ?? {});
    if (validate(body)) return undefined;
    return (validate.errors ?? [])
      .map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`)
      .join('; ');
  }

  return {
    check(answer) {
      const fault = faultOf(answer);
      if (fault !== undefined) throw new ContractViolation(answer, fault);
    },
  };
}
