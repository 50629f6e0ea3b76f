import {
  type BodyObject,
  type OpenApiDocument,
  type ParameterObject,
  type PlacedOperation,
  type ResponseObject,
  responsesOf,
  type SchemaObject,
} from './openapi-document.ts';
import { type Difference, shapeDifferences } from './shape-differences.ts';

interface Side {
  readonly document: OpenApiDocument;
  readonly placed: PlacedOperation;
}

const ERROR = '#/components/schemas/errorGeneric';

/** What `schema` is besides an error: of a list of two, the other one. */
function besidesErrors({ anyOf, ...rest }: SchemaObject): SchemaObject | undefined {
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || Object.keys(rest).length > 0) return undefined;
  const others = (anyOf as readonly SchemaObject[]).filter(({ $ref }) => $ref !== ERROR);
  return others.length === 1 ? others[0] : undefined;
}

type Contents = Pick<BodyObject | ResponseObject, 'content'> | undefined;

/** Differences between what two documents say of one operation. */
export function operationDifferences(theirs: Side, ours: Side): Difference[] {
  const { operation: their, method, path } = theirs.placed;
  const { operation: our } = ours.placed;
  const id = their.operationId;
  const found: Difference[] = [];
  const note = (place: string, keyword: string, a: Difference['theirs'], b: Difference['ours']) => {
    if (JSON.stringify(a) !== JSON.stringify(b)) found.push({ place, keyword, theirs: a, ours: b });
  };

  function compareContents(place: string, a: Contents, b: Contents): void {
    const types = new Set([...Object.keys(a?.content ?? {}), ...Object.keys(b?.content ?? {})]);
    for (const type of types) {
      const [theirSchema, ourSchema] = [a?.content?.[type]?.schema, b?.content?.[type]?.schema];
      if (!theirSchema || !ourSchema) note(place, type, theirSchema !== undefined, ourSchema !== undefined);
      else {
        const besides = besidesErrors(ourSchema);
        if (besides) note(place, 'error', false, true);
        const sides = [
          { document: theirs.document, schema: theirSchema },
          { document: ours.document, schema: besides ?? ourSchema },
        ] as const;
        found.push(...shapeDifferences(place, ...sides));
      }
    }
  }

  function compareParameters(): void {
    const keyed = (parameters: readonly ParameterObject[] = []) =>
      new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
    const [a, b] = [keyed(their.parameters), keyed(our.parameters)];
    for (const key of new Set([...a.keys(), ...b.keys()])) {
      const place = `${id} ${key}`;
      const [theirOne, ourOne] = [a.get(key), b.get(key)];
      if (!theirOne || !ourOne) {
        note(place, 'present', theirOne !== undefined, ourOne !== undefined);
        continue;
      }
      note(place, 'required', theirOne.required ?? false, ourOne.required ?? false);
      const content = ({ schema }: ParameterObject) => ({ content: { parameter: { schema } } });
      compareContents(place, content(theirOne), content(ourOne));
    }
  }

  function compareResponses(): void {
    const [a, b] = [responsesOf(theirs.document, their), responsesOf(ours.document, our)];
    for (const status of new Set([...a.keys(), ...b.keys()])) {
      const place = `${id} ${status}`;
      // A status that they do not name is what they call "default".
      const theirOne = a.get(status) ?? a.get('default');
      const ourOne = b.get(status);
      if (!theirOne || !ourOne) note(place, 'present', theirOne !== undefined, ourOne !== undefined);
      else compareContents(place, theirOne, ourOne);
    }
  }

  note(id, 'place', `${method} ${path}`, `${ours.placed.method} ${ours.placed.path}`);
  note(id, 'tags', [...(their.tags ?? [])], [...(our.tags ?? [])]);
  compareParameters();
  note(`${id} body`, 'present', their.requestBody !== undefined, our.requestBody !== undefined);
  note(`${id} body`, 'required', their.requestBody?.required ?? false, our.requestBody?.required ?? false);
  compareContents(`${id} body`, their.requestBody, our.requestBody);
  compareResponses();
  return found;
}
