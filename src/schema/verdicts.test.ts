import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import Ajv04 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { compileSchema } from './compile-schema.ts';
import { createIdentitySchema } from './identity-schema.ts';
import { Run } from './run.ts';
import { SchemaDocuments } from './schema-documents.ts';

const URL_OF_TEST = 'file:///test.json';

function checkOf(schema: unknown) {
  const documents = new SchemaDocuments();
  documents.add(URL_OF_TEST, schema);
  const root = documents.documentAt(URL_OF_TEST);
  if (!root) throw new Error('the document is missing');
  const check = compileSchema(documents, root);
  return (value: unknown) => check(value, new Run()) === undefined;
}

const names = fc.constantFrom('a', 'b', 'c');
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, 1, 2, -1, 1.5, 0.3, 100),
    fc.constantFrom('', 'a', 'ab', 'b1', '\u{1f389}'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const count = fc.nat(3);
const optional = { requiredKeys: [] };
/** Sub-schemas of all drafts; `then` and the like come from a record, so nothing here is a thenable by accident. */
const schemas = fc.letrec<{ schema: unknown }>((tie) => {
  const sub = tie('schema');
  const list = fc.array(sub, { minLength: 1, maxLength: 2 });
  const byName = fc.dictionary(names, sub, { maxKeys: 2, noNullPrototype: true });
  const type = fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object');
  const simple = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(values, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
    minLength: count,
    maxLength: count,
    pattern: fc.constantFrom('^a', 'b$', '[0-9]'),
    minimum: fc.integer({ min: -2, max: 2 }),
    maximum: fc.integer({ min: -2, max: 2 }),
    multipleOf: fc.constantFrom(1, 2, 0.5, 50),
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    minProperties: count,
    maxProperties: count,
    required: fc.uniqueArray(names, { minLength: 1, maxLength: 2 }),
  };
  const compound = {
    properties: byName,
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b|c'), sub, { maxKeys: 2, noNullPrototype: true }),
    additionalProperties: fc.oneof(fc.boolean(), sub),
    dependencies: fc.oneof(byName, fc.dictionary(names, fc.uniqueArray(names, { minLength: 1 }), { noNullPrototype: true })),
    items: fc.oneof(sub, list),
    additionalItems: fc.oneof(fc.boolean(), sub),
    not: sub,
    allOf: list,
    anyOf: list,
    oneOf: list,
  };
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record(simple, optional).map((all) => pick(all, 2)),
      fc.record(compound, optional).map((all) => pick(all, 2)),
    ),
  };
}).schema;

/** A few keywords at a time: with all of them nothing would ever fit. */
function pick(all: object, most: number): object {
  return Object.fromEntries(Object.entries(all).slice(0, most));
}

const since6 = fc.record(
  { const: values, contains: schemas, propertyNames: schemas, exclusiveMinimum: fc.nat(2), exclusiveMaximum: fc.nat(2) },
  optional,
);
const since7 = fc.record({ if: schemas, then: schemas, else: schemas }, optional);

/** Compiles with ajv, which would keep every schema that it ever saw. */
function compiled(ajv: Pick<Ajv.Ajv, 'compile' | 'removeSchema'>, schema: object) {
  const validate = ajv.compile(schema);
  ajv.removeSchema(schema);
  return validate;
}

/** ajv 8 does not look for `contains` in an empty list where `items` is a list, too (draft 7, 6.4.6: one element has to be valid). */
const isForgotten = (schema: object, value: unknown) =>
  'contains' in schema && 'items' in schema && Array.isArray(schema.items) && Array.isArray(value) && value.length === 0;

describe('verdicts', () => {
  it('are those of ajv for draft 7', () => {
    const ajv = new Ajv.Ajv({ strict: false, validateSchema: false });
    const all = fc.tuple(schemas, since6, since7).map(([a, b, c]) => ({ ...(a as object), ...pick(b, 2), ...c }));
    fc.assert(
      fc.property(all, fc.array(values, { minLength: 3, maxLength: 6 }), (schema, some) => {
        const [ours, theirs] = [checkOf(schema), compiled(ajv, schema)];
        for (const value of some) {
          if (isForgotten(schema, value)) continue;
          expect([value, ours(value)]).toEqual([value, theirs(value)]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('say of an empty list that it contains nothing, also where ajv forgets it', () => {
    const schema = { items: [{ type: 'string' }], contains: {} };
    expect(isForgotten(schema, [])).toBe(true);
    expect([checkOf(schema)([]), checkOf(schema)(['a'])]).toEqual([false, true]);
  });

  it('are those of ajv for draft 4', () => {
    const ajv = new Ajv04.default({ strict: false, validateSchema: false });
    const all = fc.tuple(schemas, fc.boolean(), fc.boolean()).map(([schema, exclusiveMinimum, exclusiveMaximum]) => ({
      ...(schema as object),
      $schema: 'http://json-schema.org/draft-04/schema#',
      ...('minimum' in (schema as object) && { exclusiveMinimum }),
      ...('maximum' in (schema as object) && { exclusiveMaximum }),
    }));
    fc.assert(
      fc.property(all, fc.array(values, { minLength: 3, maxLength: 6 }), (schema, some) => {
        const [ours, theirs] = [checkOf(schema), compiled(ajv, schema)];
        for (const value of some) expect([value, ours(value)]).toEqual([value, theirs(value)]);
      }),
      { numRuns: 150 },
    );
  });

  it('do not mistake inherited members for members', () => {
    expect(checkOf({ required: ['toString'] })({})).toBe(false);
    expect(checkOf({ properties: { constructor: false } })({})).toBe(true);
    expect(checkOf({ additionalProperties: false, properties: {} })(JSON.parse('{"__proto__":1}'))).toBe(false);
  });

  it('pass a draft-07 meta schema for a schema that is one', () => {
    const read = (name: string) => JSON.parse(readFileSync(new URL(`../../test/data/schemas/${name}`, import.meta.url), 'utf8'));
    const documents = new SchemaDocuments();
    const meta = JSON.parse(
      readFileSync(new URL('../../node_modules/ajv/dist/refs/json-schema-draft-07.json', import.meta.url), 'utf8'),
    );
    documents.add('http://json-schema.org/draft-07/schema', meta);
    documents.add('ory://identity-extension', read('identity-extension.json'));
    documents.add('ory://identity-meta', read('identity-meta.json'));
    const root = documents.documentAt('ory://identity-meta');
    if (!root) throw new Error('the document is missing');
    const check = compileSchema(documents, root);
    for (const name of ['bare', 'code', 'person', 'phone', 'two-emails', 'username']) {
      expect(check(read(`${name}.schema.json`), new Run())).toBeUndefined();
    }
    expect(check({ properties: { traits: { properties: { a: { minLength: -1 } } } } }, new Run())).toBeDefined();
  });
});

describe('the schemas of the recorded server', () => {
  const schemaOf = (name: string) => {
    const document = JSON.parse(readFileSync(new URL(`../../test/data/schemas/${name}.schema.json`, import.meta.url), 'utf8'));
    const documents = new SchemaDocuments();
    documents.add(URL_OF_TEST, document);
    return createIdentitySchema({ id: name, url: '', document: jsonOf(document), documents, documentUrl: URL_OF_TEST });
  };

  const email = 'I[#/traits/email] S[#/properties/traits/properties/email';
  it.each<[schema: string, traits: string, reason: string]>([
    ['person', '{}', 'I[#/traits] S[#/properties/traits/required] missing properties: "email"'],
    ['person', '"x"', 'I[#/traits] S[#/properties/traits/type] expected object, but got string'],
    ['person', 'null', 'I[#/traits] S[#/properties/traits/type] expected object, but got null'],
    ['person', '{"email":5}', `${email}/type] expected string, but got number`],
    [
      'person',
      '{"email":"a@example.com","unknown":1}',
      'I[#/traits] S[#/properties/traits/additionalProperties] additionalProperties "unknown" not allowed',
    ],
    [
      'person',
      '{"email":"not-an-email"}',
      `${email}] validation failed\n  ${email}/format] "not-an-email" is not valid "email"\n  ${email}/format] "not-an-email" can not be normalized for format "email"`,
    ],
    [
      'person',
      '{"email":"a@example.com","age":151}',
      'I[#/traits/age] S[#/properties/traits/properties/age/maximum] must be <= 150 but found 151',
    ],
    [
      'phone',
      '{"phone":"12"}',
      'I[#/traits/phone] S[#/properties/traits/properties/phone] validation failed\n  I[#/traits/phone] S[#/properties/traits/properties/phone/format] "12" is not valid "tel"\n  I[#/traits/phone] S[#/properties/traits/properties/phone] invalid country code',
    ],
    [
      'bare',
      '{"department":"x"}',
      'I[#/traits/department] S[#/properties/traits/properties/department/enum] value must be one of "sales", "research"',
    ],
  ])('%s refuses %s', (name, traits, reason) => {
    expect(() => schemaOf(name).validate(traits as JsonText)).toThrow(
      expect.objectContaining({ code: 'traits_invalid', reason }),
    );
  });

  it('take what they describe', () => {
    const traits = '{"emails":["A@example.com","b@example.com"],"nick":"Al"}' as JsonText;
    const address = (value: string) => ({ via: 'email', value });
    expect(schemaOf('two-emails').validate(traits)).toEqual({
      traits,
      identifiers: { password: ['a@example.com', 'b@example.com', 'al'], webauthn: ['a@example.com', 'b@example.com'] },
      code: [],
      verifiable: [address('a@example.com'), address('b@example.com')],
      recovery: [address('a@example.com'), address('b@example.com')],
    });
  });
});
