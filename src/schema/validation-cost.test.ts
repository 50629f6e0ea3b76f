import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createIdentitySchema } from './identity-schema.ts';
import { SchemaDocuments } from './schema-documents.ts';

function schemaOf(trait: object, definitions: object = {}) {
  const document = { definitions, properties: { traits: { type: 'object', properties: { x: trait } } } };
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  return createIdentitySchema({ id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' });
}

function faultOf(schema: ReturnType<typeof schemaOf>, x: string): ApiError {
  try {
    schema.validate(`{"x":${x}}` as JsonText);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

// Each of these would take minutes, or the whole stack, without a bound; the limit of a test is 30 seconds.
describe('a validation that could go on for ever', () => {
  it('ends when each level of the value doubles the work', () => {
    const twice = { items: { allOf: [{ $ref: '#/definitions/twice' }, { $ref: '#/definitions/twice' }] } };
    expect(faultOf(schemaOf({ $ref: '#/definitions/twice' }, { twice }), nested(100)).code).toBe('traits_too_costly');
  });

  it('ends when phone positions multiply', () => {
    const names = Array.from({ length: 12 }, (_, index) => `d${index}`);
    const anyOf = names.map((name) => ({ $ref: `#/definitions/${name}` }));
    const definitions = Object.fromEntries(names.map((name) => [name, { items: { anyOf } }]));
    const phone = { 'ory.sh/kratos': { recovery: { via: 'sms' } } };
    const schema = schemaOf({ anyOf: [...anyOf, phone] }, { ...definitions, d0: { items: { anyOf }, if: phone } });
    expect(faultOf(schema, nested(100)).code).toBe('traits_too_costly');
  });

  it('ends in a value that is deeper than the stack', () => {
    const deep = { items: { $ref: '#/definitions/deep' }, uniqueItems: true };
    expect(faultOf(schemaOf({ $ref: '#/definitions/deep' }, { deep }), nested(50_000)).code).toBe('traits_too_costly');
    expect(faultOf(schemaOf({ enum: [1] }), nested(50_000)).code).toBe('traits_too_costly');
  });

  it('ends with a pattern that backtracks elsewhere', () => {
    const schema = schemaOf({ pattern: '^(a+)+$' });
    expect(faultOf(schema, `"${'a'.repeat(90_000)}!"`).code).toBe('traits_invalid');
    expect(faultOf(schema, `"${'a'.repeat(100_001)}"`).code).toBe('traits_invalid');
    expect(
      faultOf(schemaOf({ items: { pattern: '^(a+)+$' } }), JSON.stringify(Array(100).fill(`${'a'.repeat(40_000)}!`))).status,
    ).toBe(400);
  });

  it('ends with uniqueItems over many objects', () => {
    const items = Array.from({ length: 100_000 }, (_, index) => ({ a: index % 99_999, b: { c: 'text' } }));
    expect(faultOf(schemaOf({ uniqueItems: true }), JSON.stringify(items)).status).toBe(400);
    const few = Array.from({ length: 50_000 }, (_, index) => ({ a: index % 49_999 }));
    expect(faultOf(schemaOf({ uniqueItems: true }), JSON.stringify(few)).reason).toContain(
      'items at index 0 and 49999 are equal',
    );
  });

  it('ends with a million wrong items', () => {
    const fault = faultOf(schemaOf({ items: { type: 'null' } }), `[${Array(1_000_000).fill('1').join(',')}]`);
    expect(fault.code).toBe('traits_invalid');
    expect(fault.reason?.length).toBeLessThan(100_000);
  });

  it('ends with thousands of phone numbers', () => {
    const items = Array.from({ length: 50_000 }, (_, index) => `+1650253${index}`);
    expect(faultOf(schemaOf({ items: { format: 'tel' } }), JSON.stringify(items)).status).toBe(400);
  });

  it('ends with numbers of many digits', () => {
    const schema = schemaOf({ items: { multipleOf: 0.3, minimum: 2 }, uniqueItems: true });
    const numbers = Array.from({ length: 1000 }, (_, index) => `0.${'0'.repeat(4000)}${index}1`);
    expect(faultOf(schema, `[${numbers.join(',')},1e999999]`).status).toBe(400);
  });

  it('ends with identifiers that grow when they are normalised', () => {
    const login = { 'ory.sh/kratos': { credentials: { password: { identifier: true } } } };
    const items = Array.from({ length: 2000 }, (_, index) => '\ufdfa'.repeat(1900) + index);
    expect(faultOf(schemaOf({ items: login }), JSON.stringify(items)).code).toBe('traits_too_costly');
  });
});
