import type { Position, SchemaDocuments, Target } from './schema-documents.ts';
import { isObject } from './value-kind.ts';

export interface SubSchema {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly position: Position;
}

/** The sub-schemas that see one and the same value. */
export interface AppliedSchemas {
  /** Those that it has to fit: the first one, and what that includes by `$ref` and `allOf`. */
  readonly certain: readonly SubSchema[];
  /** Those that it may have to fit: alternatives and conditions. */
  readonly possible: readonly SubSchema[];
}

const ALTERNATIVES = ['anyOf', 'oneOf'] as const;
const CONDITIONS = ['then', 'else', 'if'] as const;

const listAt = (schema: SubSchema['schema'], keyword: string): readonly unknown[] => {
  const list = schema[keyword];
  return Array.isArray(list) ? list : [];
};

/** Follows sub-schemas to all that see the same value; each counts once, as the first that it is found as. */
export function appliedSchemas(documents: SchemaDocuments, starts: AppliedSchemas): AppliedSchemas {
  const seen = new Set<object>();
  const certain: SubSchema[] = [];
  const possible: SubSchema[] = [];
  const later: [schema: unknown, inherited: Position][] = [];

  const visit = (schema: unknown, inherited: Position, into: SubSchema[]): void => {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    const position = documents.positionOf(schema) ?? inherited;
    if (typeof schema.$ref === 'string') {
      const target: Target | undefined = documents.resolve(schema.$ref, position);
      if (target) visit(target.schema, target, into);
      return;
    }
    into.push({ schema, position });
    for (const sub of listAt(schema, 'allOf')) visit(sub, position, into);
    for (const keyword of ALTERNATIVES) for (const sub of listAt(schema, keyword)) later.push([sub, position]);
    for (const keyword of CONDITIONS) later.push([schema[keyword], position]);
  };

  for (const { schema, position } of starts.certain) visit(schema, position, certain);
  for (const { schema, position } of starts.possible) visit(schema, position, possible);
  for (let next = later.shift(); next; next = later.shift()) visit(...next, possible);
  return { certain, possible };
}
