import { type AppliedSchemas, appliedSchemas, type SubSchema } from './applied-schemas.ts';
import { marksIdentifier } from './identifier-mark.ts';
import type { SchemaDocuments, Target } from './schema-documents.ts';
import type { IdentifierField, PrimitiveType, TraitField } from './trait-field.ts';
import { isObject, kindOf } from './value-kind.ts';

/** Forms with more fields are nobody's; schemas that repeat themselves could have any number of them. */
const MAX_FIELDS = 2000;
const MAX_DEPTH = 30;
const MAX_STEPS = 20_000;

export interface SchemaFields {
  readonly fields: readonly TraitField[];
  /** Those that are marked as identifier of a credential, or as the name that one is shown with. */
  readonly identifierFields: readonly IdentifierField[];
}

type Schema = SubSchema['schema'];

const PRIMITIVES: ReadonlySet<unknown> = new Set<PrimitiveType>(['string', 'number', 'integer', 'boolean']);
const isPrimitive = (type: unknown): type is PrimitiveType => PRIMITIVES.has(type);

/** The one type that a schema allows, besides null; undefined when it says nothing or allows several. */
function typeOf(schema: Schema): TraitField['type'] | 'null' | undefined {
  if (Object.hasOwn(schema, 'const')) return kindOf(schema.const);
  const types: readonly unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  const [type, ...others] = types.length > 1 ? types.filter((name) => name !== 'null') : types;
  if (others.length > 0) return undefined;
  return isPrimitive(type) || type === 'array' || type === 'object' || type === 'null' ? type : undefined;
}

const schemasOf = ({ certain, possible }: AppliedSchemas): readonly Schema[] =>
  [...certain, ...possible].map(({ schema }) => schema);

/** The schemas that describe a leaf: all that it has to fit, or else the first alternative that names a type. */
function describing({ certain, possible }: AppliedSchemas): readonly Schema[] {
  const schemas = certain.map(({ schema }) => schema);
  if (schemas.some((schema) => typeOf(schema) !== undefined)) return schemas;
  const typed = possible.map(({ schema }) => schema).find((schema) => (typeOf(schema) ?? 'null') !== 'null');
  return typed ? [...schemas, typed] : schemas;
}

function firstText(schemas: readonly Schema[], keyword: string): string | undefined {
  return schemas.map((schema) => schema[keyword]).find((value) => typeof value === 'string');
}

/** The members that the schemas of an object name: each with all that is said about it. */
function membersOf({ certain, possible }: AppliedSchemas): Map<string, { certain: SubSchema[]; possible: SubSchema[] }> {
  const members = new Map<string, { certain: SubSchema[]; possible: SubSchema[] }>();
  const collect = (schemas: readonly SubSchema[], kind: keyof AppliedSchemas) => {
    for (const { schema, position } of schemas) {
      if (!isObject(schema.properties)) continue;
      for (const [name, sub] of Object.entries(schema.properties)) {
        const member = members.get(name) ?? { certain: [], possible: [] };
        members.set(name, member);
        if (isObject(sub)) member[kind].push({ schema: sub, position });
      }
    }
  };
  collect(certain, 'certain');
  collect(possible, 'possible');
  return members;
}

const isRequired = ({ certain }: AppliedSchemas, name: string): boolean =>
  certain.some(({ schema: { required } }) => Array.isArray(required) && required.includes(name));

function itemsOf(documents: SchemaDocuments, applied: AppliedSchemas): PrimitiveType | undefined {
  const types = new Set<unknown>();
  for (const { schema, position } of applied.certain) {
    const items: readonly unknown[] = Array.isArray(schema.items) ? schema.items : [schema.items];
    for (const item of items.filter(isObject)) {
      const { certain, possible } = appliedSchemas(documents, { certain: [{ schema: item, position }], possible: [] });
      for (const described of describing({ certain, possible })) types.add(typeOf(described));
    }
  }
  types.delete(undefined);
  const [type] = types;
  return types.size === 1 && isPrimitive(type) ? type : undefined;
}

/**
 * The fields of `traits` in an identity schema: its leaves in the order of the document, those of alternatives and conditions after
 * the ones that are always there. A schema that contains itself ends where it begins again.
 */
export function traitFields(documents: SchemaDocuments, root: Target): SchemaFields {
  const fields: TraitField[] = [];
  const identifierFields: IdentifierField[] = [];
  const open = new Set<object>();
  let steps = 0;

  const addLeaf = (path: readonly string[], applied: AppliedSchemas, required: boolean): void => {
    const schemas = describing(applied);
    const type = schemas.map(typeOf).find((named) => named !== undefined && named !== 'null') ?? 'unknown';
    // A trait that can only be null asks for nothing.
    if (type === 'unknown' && schemas.some((schema) => typeOf(schema) === 'null')) return;
    const name = ['traits', ...path].join('.');
    const items = type === 'array' ? itemsOf(documents, applied) : undefined;
    const values = schemas.map((schema) => schema.enum).find(Array.isArray);
    const [format, pattern, title] = ['format', 'pattern', 'title'].map((keyword) => firstText(schemas, keyword));
    fields.push({
      name,
      path,
      type,
      ...(items && { items }),
      ...(format !== undefined && { format }),
      ...(pattern !== undefined && { pattern }),
      ...(title !== undefined && { title }),
      required,
      ...(values && { enum: values }),
      disabled: schemas.some((schema) => schema.disableFormField === true),
    });
    if (schemasOf(applied).some(marksIdentifier)) identifierFields.push({ name, ...(title !== undefined && { title }) });
  };

  const visit = (path: readonly string[], starts: AppliedSchemas, required: boolean): void => {
    if (fields.length >= MAX_FIELDS || path.length > MAX_DEPTH || ++steps > MAX_STEPS) return;
    const all = appliedSchemas(documents, starts);
    const fresh = ({ schema }: SubSchema) => !open.has(schema);
    const applied = { certain: all.certain.filter(fresh), possible: all.possible.filter(fresh) };
    const isCut = schemasOf(applied).length < schemasOf(all).length;
    const members = membersOf(applied);
    const type = describing(applied)
      .map(typeOf)
      .find((named) => named !== undefined);
    if (members.size === 0 || (path.length > 0 && type !== undefined && type !== 'object')) {
      if (!isCut && path.length > 0) addLeaf(path, applied, required);
      return;
    }
    const entered = schemasOf(applied);
    for (const schema of entered) open.add(schema);
    for (const [name, member] of members) visit([...path, name], member, isRequired(applied, name));
    for (const schema of entered) open.delete(schema);
  };

  const whole = appliedSchemas(documents, {
    certain: isObject(root.schema) ? [{ schema: root.schema, position: root }] : [],
    possible: [],
  });
  const traits = membersOf(whole).get('traits');
  if (traits) visit([], traits, true);
  return { fields, identifierFields };
}
