import { type TSchema, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { FORMATS } from './formats.ts';
import { section, variants } from './keys/kinds.ts';
import { ROOT } from './keys/root.ts';
import { violations } from './violations.ts';

const KNOWN = {
  rules: [
    ...['type', 'const', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'format'],
    ...['minItems', 'uniqueItems', 'items', 'required', 'additionalProperties', 'properties', 'patternProperties', 'variants'],
  ],
  notes: ['description', 'expects', 'default', 'secret', 'deprecated'],
};

function* schemasIn(schema: TSchema): Generator<TSchema> {
  yield schema;
  const { items, additionalProperties, properties = {}, patternProperties = {}, variants: several = { byWord: {} } } = schema;
  const held = [properties, patternProperties, several.byWord].flatMap((named) =>
    Object.values(named as Record<string, TSchema>),
  );
  for (const one of [items, additionalProperties, ...held]) if (typeof one === 'object') yield* schemasIn(one as TSchema);
}

const ajv = new Ajv({ allErrors: true, strict: false });
for (const [name, validate] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate });

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, 2.5, 7, -1, '', 'a', 'ab', 'abcd', '😀😀', '1h', 'https://a.example', 'x y'],
  ...[[], ['a'], ['a', 'a'], [1, 'a'], ['a', 'b', 'c'], {}, { a: 'a' }, { a: 1 }, { b: 'b' }, { a: 'a', b: 2 }],
  ...[{ constructor: 1 }, { toString: 'a' }, { xa: 1 }, { xa: 'a', yb: 1 }],
];

const SCHEMAS: readonly TSchema[] = (
  [
    {},
    ...['string', 'boolean', 'integer', 'number', 'array', 'object', 'null', ['object', 'null']].map((type) => ({ type })),
    { type: 'string', const: 'a' },
    { type: 'string', enum: ['a', 'ab'] },
    { type: 'integer', minimum: 1, maximum: 2 },
    { type: 'string', minLength: 2 },
    { type: 'string', maxLength: 2 },
    { type: 'string', pattern: '^a', format: 'uri-reference' },
    { type: 'string', format: 'uri' },
    { type: 'array', minItems: 2 },
    { type: 'array', uniqueItems: true },
    { type: 'array', uniqueItems: true, items: { type: 'string', minLength: 1 } },
    { type: 'array', items: { type: 'object', required: ['a'] } },
    { type: 'object', required: ['a', 'b'] },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: true },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } },
    { type: 'object', patternProperties: { '^x': { type: 'string' }, b$: { type: 'integer' } } },
    { type: 'object', patternProperties: { '^x': { type: 'string' } }, additionalProperties: false },
  ] as const
).map((schema) => Type.Unsafe(schema));

interface Fault {
  readonly at: string;
  readonly keyword: string;
  readonly name: string | undefined;
}

const faultsOf = (schema: TSchema, value: unknown): Fault[] =>
  [...violations(schema, value)].map(({ path, keyword, name }) => ({
    at: path.map((step) => `/${step}`).join(''),
    keyword,
    name,
  }));

/** Where something is wrong, and the first rule that is broken there: more than that is not told. */
const places = (faults: readonly Fault[]) =>
  faults.filter(({ at, name }, index) => faults.findIndex((one) => one.at === at && one.name === name) === index);

describe('violations', () => {
  test('knows every keyword of the table of keys', () => {
    const used = new Set([...schemasIn(ROOT)].flatMap((schema) => Object.keys(schema)));
    expect([...used].filter((keyword) => !KNOWN.notes.includes(keyword)).sort()).toEqual([...KNOWN.rules].sort());
  });

  test.each(SCHEMAS.map((schema) => [JSON.stringify(schema), schema] as const))('finds what ajv finds: %s', (_text, schema) => {
    const validate = ajv.compile(schema);
    for (const value of VALUES) {
      validate(value);
      const expected = (validate.errors ?? []).map(({ instancePath, keyword, params }) => ({
        at: instancePath,
        keyword,
        name: params.missingProperty ?? params.additionalProperty,
      }));
      expect(places(faultsOf(schema, value)), JSON.stringify(value)).toEqual(places(expected));
    }
  });

  test('looks at the variant that the tag names', () => {
    const one = section('', { kind: Type.Unsafe<'one'>({ type: 'string', const: 'one' }), a: Type.String() });
    const two = section('', { kind: Type.Unsafe<'two'>({ type: 'string', enum: ['two', 'deux'] }), b: Type.Integer() });
    const either = variants('', { tag: 'kind', tagDoc: '' }, [one, two]);
    const found = (value: unknown) => faultsOf(either, value).map(({ at, keyword, name }) => [at, keyword, name]);
    expect(found({ kind: 'one', a: 'a' })).toEqual([]);
    expect(found({ kind: 'deux', b: 1 })).toEqual([]);
    expect(found({ kind: 'two', b: '1', a: 'a' })).toEqual([
      ['', 'additionalProperties', 'a'],
      ['/b', 'type', undefined],
    ]);
    expect(found({ kind: 'constructor', c: 1 })).toEqual([['/kind', 'enum', undefined]]);
    expect(found({})).toEqual([['', 'required', 'kind']]);
  });

  test('compares the entries of a list as values', () => {
    const objects = Type.Unsafe({ type: 'array', uniqueItems: true });
    expect(faultsOf(objects, [{ a: [1] }, { a: [2] }, { a: [1] }]).map(({ keyword }) => keyword)).toEqual(['uniqueItems']);
    expect(faultsOf(objects, [{ a: [1] }, { a: [2] }, { a: ['1'] }])).toEqual([]);
  });
});
