import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createIdentitySchema } from './identity-schema.ts';
import { SchemaDocuments } from './schema-documents.ts';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';

function schemaOf(traits: object, root: object = {}) {
  const document = { type: 'object', ...root, properties: { traits } };
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  return createIdentitySchema({ id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' });
}

function faultOf(work: () => unknown): ApiError {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const reasonOf = (traits: object, text: string, root?: object) =>
  faultOf(() => schemaOf(traits, root).validate(text as JsonText)).reason;

/** The text for a value of the only trait. */
const textFor = (trait: object, value: string, root?: object) => reasonOf({ properties: { x: trait } }, `{"x":${value}}`, root);

const THEN = { then: { minimum: 3 } };
const X = 'I[#/traits/x] S[#/properties/traits/properties/x';

describe('the text of a violation', () => {
  it.each<[keyword: string, trait: object, value: string, text: string]>([
    ['type', { type: 'string' }, '5', 'expected string, but got number'],
    ['type', { type: ['string', 'null'] }, '1.5', 'expected string or null, but got number'],
    ['type', { type: 'integer' }, '1.5', 'expected integer, but got number'],
    ['type', { type: 'number' }, '"1"', 'expected number, but got string'],
    ['type', { type: 'array' }, '{}', 'expected array, but got object'],
    ['type', { type: 'object' }, '[]', 'expected object, but got array'],
    ['type', { type: 'object' }, 'true', 'expected object, but got boolean'],
    ['required', { required: ['a', 'b', 'c'] }, '{"b":1}', 'missing properties: "a", "c"'],
    ['additionalProperties', { additionalProperties: false }, '{"b":1,"a":2}', 'additionalProperties "b", "a" not allowed'],
    ['enum', { enum: ['a', 'b'] }, '"c"', 'value must be one of "a", "b"'],
    ['enum', { enum: ['a'] }, '"c"', 'value must be "a"'],
    ['enum', { enum: [1, null, true] }, '"c"', 'value must be one of 1, null, true'],
    ['enum', { enum: [{ a: 1 }] }, '{"a":2}', 'enum failed'],
    ['const', { const: 'a' }, '"c"', 'value must be "a"'],
    ['const', { const: [1] }, '[2]', 'const failed'],
    ['format', { format: 'email' }, '"v"', '"v" is not valid "email"'],
    ['format', { format: 'email' }, '5', '5 is not valid "email"'],
    ['format', { format: 'date' }, 'null', 'null is not valid "date"'],
    ['pattern', { pattern: '^a+$' }, '"b"', 'does not match pattern "^a+$"'],
    ['pattern', { pattern: '^\\d$' }, '"b"', 'does not match pattern "^\\\\d$"'],
    ['minLength', { minLength: 3 }, '"\u{1f389}"', 'length must be >= 3, but got 1'],
    ['maxLength', { maxLength: 3 }, '"abcde"', 'length must be <= 3, but got 5'],
    ['minimum', { minimum: 1 }, '-1', 'must be >= 1 but found -1'],
    ['maximum', { maximum: 10 }, '11', 'must be <= 10 but found 11'],
    ['maximum', { maximum: 10 }, '1e400', 'must be <= 10 but found 1e400'],
    ['maximum', { maximum: 10 }, '12345678901234567890', 'must be <= 10 but found 12345678901234567890'],
    ['exclusiveMinimum', { exclusiveMinimum: 1 }, '1', 'must be > 1 but found 1'],
    ['exclusiveMaximum', { exclusiveMaximum: 10 }, '10', 'must be < 10 but found 10'],
    ['multipleOf', { multipleOf: 5 }, '7', '7 not multipleOf 5'],
    ['minItems', { minItems: 1 }, '[]', 'minimum 1 items allowed, but found 0 items'],
    ['maxItems', { maxItems: 1 }, '[1,2]', 'maximum 1 items allowed, but found 2 items'],
    ['uniqueItems', { uniqueItems: true }, '[1,1.0]', 'items at index 0 and 1 are equal'],
    ['additionalItems', { items: [{}], additionalItems: false }, '[1,2]', 'only 1 items are allowed, but found 2 items'],
    ['minProperties', { minProperties: 1 }, '{}', 'minimum 1 properties allowed, but found 0 properties'],
    ['maxProperties', { maxProperties: 0 }, '{"a":1}', 'maximum 0 properties allowed, but found 1 properties'],
    ['dependencies/a/0', { dependencies: { a: ['b'] } }, '{"a":1}', 'property "b" is required, if "a" property exists'],
    ['not', { not: {} }, '1', 'not failed'],
    ['oneOf', { oneOf: [{}, { type: 'number' }] }, '1', 'valid against schemas at indexes 0 and 1'],
  ])('of %s', (keyword, trait, value, text) => {
    expect(textFor(trait, value)).toBe(`${X}/${keyword}] ${text}`);
  });

  it.each<[name: string, trait: object, value: string, lines: readonly [place: string, text: string][]]>([
    [
      'allOf',
      { allOf: [{}, { minimum: 3 }] },
      '1',
      [
        ['/allOf/1', 'allOf failed'],
        ['/allOf/1/minimum', 'must be >= 3 but found 1'],
      ],
    ],
    [
      'anyOf',
      { anyOf: [{ type: 'null' }, { minimum: 3 }] },
      '1',
      [
        ['/anyOf', 'anyOf failed'],
        ['/anyOf/0/type', 'expected null, but got number'],
        ['/anyOf/1/minimum', 'must be >= 3 but found 1'],
      ],
    ],
    [
      'oneOf',
      { oneOf: [{ type: 'null' }] },
      '1',
      [
        ['/oneOf', 'oneOf failed'],
        ['/oneOf/0/type', 'expected null, but got number'],
      ],
    ],
    [
      'then',
      { if: { type: 'number' }, ...THEN },
      '1',
      [
        ['/then', 'if-then failed'],
        ['/then/minimum', 'must be >= 3 but found 1'],
      ],
    ],
    [
      'else',
      { if: { type: 'null' }, else: { minimum: 3 } },
      '1',
      [
        ['/else', 'if-else failed'],
        ['/else/minimum', 'must be >= 3 but found 1'],
      ],
    ],
  ])('of %s has its causes below', (_name, trait, value, lines) => {
    expect(textFor(trait, value)).toBe(
      lines.map(([place, text], index) => `${index ? '  ' : ''}${X}${place}] ${text}`).join('\n'),
    );
  });

  it('of contains names the items', () => {
    expect(textFor({ contains: { type: 'null' } }, '[1]')).toBe(
      `${X}/contains] contains failed\n  I[#/traits/x/0] S[#/properties/traits/properties/x/contains/type] expected null, but got number`,
    );
  });

  it('of $ref shows the target, and below it places in the target', () => {
    const root = { definitions: { y: { minimum: 3 } } };
    expect(textFor({ $ref: '#/definitions/y' }, '1', root)).toBe(
      `${X}/$ref] doesn't validate with "#/definitions/y"\n  I[#/traits/x] S[#/definitions/y/minimum] must be >= 3 but found 1`,
    );
  });

  it('of a false schema', () => {
    expect(textFor({ properties: { y: false } }, '{"y":1}')).toBe(
      'I[#/traits/x/y] S[#/properties/traits/properties/x/properties/y] always fail',
    );
  });

  it('of a name that does not fit', () => {
    expect(textFor({ propertyNames: { maxLength: 1 } }, '{"ab":1}')).toBe(
      'I[#/traits/x/ab] S[#/properties/traits/properties/x/propertyNames/maxLength] length must be <= 1, but got 2',
    );
  });

  it('of a draft 4 bound with its switch', () => {
    const root = { $schema: DRAFT_4 };
    expect(textFor({ minimum: 1, exclusiveMinimum: true }, '1', root)).toBe(`${X}/exclusiveMinimum] must be > 1 but found 1`);
  });

  it('sums up several violations, in the order of the schema', () => {
    const traits = { properties: { age: { minimum: 1 }, email: { format: 'email', minLength: 3 } }, required: ['name'] };
    expect(reasonOf(traits, '{"email":"x","age":-1}')).toBe(
      [
        'I[#/traits] S[#/properties/traits] validation failed',
        '  I[#/traits] S[#/properties/traits/required] missing properties: "name"',
        '  I[#/traits/age] S[#/properties/traits/properties/age/minimum] must be >= 1 but found -1',
        '  I[#/traits/email] S[#/properties/traits/properties/email] validation failed',
        '    I[#/traits/email] S[#/properties/traits/properties/email/format] "x" is not valid "email"',
        '    I[#/traits/email] S[#/properties/traits/properties/email/minLength] length must be >= 3, but got 1',
      ].join('\n'),
    );
  });

  it('stops at a wrong type', () => {
    expect(textFor({ type: 'string', format: 'email', enum: ['a'] }, '5')).toBe(`${X}/type] expected string, but got number`);
  });

  it('escapes names in pointers', () => {
    const text = reasonOf({ properties: { 'a/b c~é': { minimum: 1 } } }, '{"a/b c~é":0}');
    expect(text).toBe(
      'I[#/traits/a~1b%20c~0%C3%A9] S[#/properties/traits/properties/a~1b%20c~0%C3%A9/minimum] must be >= 1 but found 0',
    );
  });

  it('shows what cannot be seen, and only the start of what is long', () => {
    expect(textFor({ format: 'email' }, '"a\\u200b\\n\\"é"')).toBe(`${X}/format] "a\\u200b\\n\\"é" is not valid "email"`);
    expect(textFor({ format: 'email' }, JSON.stringify('a'.repeat(5000)))).toBe(
      `${X}/format] "${'a'.repeat(300)}…" is not valid "email"`,
    );
  });
});

describe('the details of a violation', () => {
  it('name the place, the rule, what was expected and what came', () => {
    const schema = schemaOf({ properties: { 'a/b': { minimum: 1 }, c: { type: 'string' } } });
    const { code, status, details } = faultOf(() => schema.validate('{"a/b":0,"c":{}}' as JsonText));
    expect({ code, status, details }).toMatchObject({
      code: 'traits_invalid',
      status: 400,
      details: {
        pointer: '/traits/a~1b',
        rule: 'minimum',
        expected: '1',
        got: '0',
        violations: [
          { pointer: '/traits/a~1b', rule: 'minimum', message: 'must be >= 1 but found 0' },
          { pointer: '/traits/c', schema_pointer: '#/properties/traits/properties/c/type', rule: 'type' },
        ],
      },
    });
  });

  it('list twenty violations at most', () => {
    const schema = schemaOf({ properties: { x: { items: { type: 'null' } } } });
    expect(faultOf(() => schema.validate(jsonOf({ x: Array(50).fill(1) }))).details.violations).toHaveLength(20);
  });
});
