import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createIdentitySchema } from '../schema/identity-schema.ts';
import { SchemaDocuments } from '../schema/schema-documents.ts';
import { formEntriesOf } from './faults.ts';
import { FormFault } from './form-fault.ts';
import { refused } from './ui/messages/validation-messages.ts';
import type { ViolationOptions } from './ui/violation-messages.ts';

function entriesFor(traits: object, text: string, options?: ViolationOptions) {
  const document = { type: 'object', definitions: { big: { minimum: 5 } }, properties: { traits } };
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  const source = { id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' };
  try {
    createIdentitySchema(source).validate(text as JsonText);
  } catch (error) {
    return formEntriesOf(error, options)?.map(({ field, message: { id, text: said, context } }) => [field, id, said, context]);
  }
  throw new Error('nothing was refused');
}

/** What is said about a value of the only trait. */
const said = (trait: object, value: string) => entriesFor({ properties: { x: trait } }, `{"x":${value}}`);

describe('a broken rule', () => {
  it.each<[trait: object, value: string, id: number, text: string, context: object | undefined]>([
    [{ minLength: 3 }, '"\u{1f389}"', 4000003, 'length must be >= 3, but got 1', { actual_length: 1, min_length: 3 }],
    [{ maxLength: 1 }, '"abc"', 4000017, 'length must be <= 1, but got 3', { actual_length: 3, max_length: 1 }],
    [{ pattern: '^a' }, '"b"', 4000004, 'does not match pattern "^a"', { pattern: '^a' }],
    [{ minimum: 1 }, '0.5', 4000018, 'must be >= 1 but found 0.5', { actual: 0.5, minimum: 1 }],
    [{ exclusiveMinimum: 1 }, '1', 4000019, 'must be > 1 but found 1', { actual: 1, minimum: 1 }],
    [{ maximum: 1 }, '12345678', 4000020, 'must be <= 1 but found 1.2345678e+07', { actual: 12345678, maximum: 1 }],
    [{ exclusiveMaximum: 1 }, '1.0', 4000021, 'must be < 1 but found 1', { actual: 1, maximum: 1 }],
    [{ multipleOf: 5 }, '7', 4000022, '7 not multipleOf 5', { actual: 7, base: 5 }],
    [{ maxItems: 1 }, '[1,2]', 4000023, 'maximum 1 items allowed, but found 2 items', { actual_items: 2, max_items: 1 }],
    [{ minItems: 1 }, '[]', 4000024, 'minimum 1 items allowed, but found 0 items', { actual_items: 0, min_items: 1 }],
    [{ uniqueItems: true }, '[1,2,1]', 4000025, 'items at index 0 and 2 are equal', { index_a: 0, index_b: 2 }],
    [{ type: 'object' }, '"a"', 4000026, 'expected object, but got string', { actual_type: 'string', allowed_types: ['object'] }],
    [
      { type: ['string', 'null'] },
      '1',
      4000026,
      'expected string or null, but got number',
      { actual_type: 'number', allowed_types: ['string', 'null'] },
    ],
    [{ const: 'a' }, '1', 4000029, 'must be equal to constant "a"', { expected: '"a"' }],
    [{ const: 5 }, '1', 4000029, 'must be equal to constant 5', { expected: '5' }],
    [{ const: [1] }, '1', 4000030, 'const failed', undefined],
    [{ format: 'email' }, '"x"', 4000040, 'Enter a valid email address', { value: 'x' }],
    [{ format: 'tel' }, '"x"', 4000041, 'Enter a valid phone number', { value: 'x' }],
    [{ format: 'date' }, '"x"', 4000001, '"x" is not valid "date"', { reason: '"x" is not valid "date"' }],
    [{ enum: ['a'] }, '"x"', 4000001, 'value must be "a"', { reason: 'value must be "a"' }],
    [{ not: {} }, '1', 4000001, 'not failed', { reason: 'not failed' }],
    [{ $ref: '#/definitions/big' }, '1', 4000018, 'must be >= 5 but found 1', { actual: 1, minimum: 5 }],
    [{ allOf: [{}, { minimum: 5 }] }, '1', 4000018, 'must be >= 5 but found 1', { actual: 1, minimum: 5 }],
  ])('of %j', (trait, value, id, text, context) => {
    expect(said(trait, value)).toEqual([['traits.x', id, text, context]]);
  });

  it('is told with all others, missing traits each at their place', () => {
    const address = { properties: { city: {} }, required: ['city', 'street'] };
    const traits = {
      properties: { address, age: { type: 'integer', minimum: 5 } },
      required: ['email'],
      additionalProperties: false,
    };
    expect(entriesFor(traits, '{"address":{"city":1},"age":3,"unknown":1}')).toEqual([
      ['traits.email', 4000002, 'Property email is missing.', { property: 'email' }],
      ['traits.address.street', 4000002, 'Property street is missing.', { property: 'street' }],
      ['traits.age', 4000018, 'must be >= 5 but found 3', { actual: 3, minimum: 5 }],
      ['traits', 4000001, 'additionalProperties "unknown" not allowed', { reason: 'additionalProperties "unknown" not allowed' }],
    ]);
  });

  it('of what the schema marks comes after the schema, where that is asked for', () => {
    const mark = { 'ory.sh/kratos': { credentials: { code: { identifier: true, via: 'email' } } } };
    const traits = { properties: { email: { type: 'string', format: 'email', ...mark } } };
    const email = ['traits.email', 4000040, 'Enter a valid email address', { value: 'no address' }];
    const refusal = ['traits.email', 4000001, 'mail: no angle-addr', { reason: 'mail: no angle-addr' }];
    expect(entriesFor(traits, '{"email":"no address"}')).toEqual([email, refusal]);
    expect(entriesFor(traits, '{"email":"no address"}', { marks: 'later' })).toEqual([email]);
    const loose = { properties: { email: { type: 'string', ...mark } } };
    expect(entriesFor(loose, '{"email":"no address"}', { marks: 'later' })).toEqual([refusal]);
  });

  it('fills no form with thousands of messages', () => {
    const entries = entriesFor({ properties: { x: { items: { type: 'string' } } } }, `{"x":[${Array(900).fill(1).join()}]}`);
    expect(entries).toHaveLength(200);
  });
});

describe('an error', () => {
  it('that was made for a form keeps its entries', () => {
    const entries = [{ field: 'a', message: refused('no') }, { message: refused('never') }];
    expect(formEntriesOf(new FormFault(entries))).toBe(entries);
    expect(new FormFault(entries).message).toBe('a: no; never');
  });

  it('with status 400 is told by its reason, which may be empty', () => {
    expect(formEntriesOf(new ApiError('body_undecodable', { params: { fault: 'x' } }))).toEqual([
      { message: refused('Unable to decode JSON payload: x') },
    ]);
    expect(formEntriesOf(new ApiError('body_invalid', { params: { fault: 'x' } }))).toEqual([{ message: refused('') }]);
  });

  it('of an account that is shut says so', () => {
    expect(formEntriesOf(new ApiError('identity_disabled'))?.map(({ field, message: { id } }) => [field, id])).toEqual([
      [undefined, 4010011],
    ]);
  });

  it('of another kind is none for the form', () => {
    for (const error of [new ApiError('identity_unknown'), new ApiError('internal'), new TypeError('x'), 'x', undefined]) {
      expect(formEntriesOf(error)).toBeUndefined();
    }
  });
});
