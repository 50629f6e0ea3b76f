import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createIdentitySchema } from './identity-schema.ts';
import { SchemaDocuments } from './schema-documents.ts';

function schemaOf(properties: Readonly<Record<string, unknown>>, definitions: object = {}) {
  const document = { definitions, properties: { traits: { type: 'object', properties } } };
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  return createIdentitySchema({ id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' });
}

const phone = (mark: object) => ({ type: 'string', format: 'tel', 'ory.sh/kratos': mark });
const CODE = phone({ credentials: { code: { identifier: true, via: 'sms' } } });
const SENT = '+1 (650) 253-0000';
const STORED = '+16502530000';

describe('phone numbers in traits', () => {
  it.each<[name: string, trait: object]>([
    ['a code identifier', CODE],
    ['a recovery address', phone({ recovery: { via: 'sms' } })],
    ['a verifiable address', phone({ verification: { via: 'sms' } })],
    ['allOf', { allOf: [{}, CODE] }],
    ['anyOf', { anyOf: [{ type: 'null' }, CODE] }],
    ['oneOf', { oneOf: [{ type: 'null' }, CODE] }],
    ['if', { if: CODE }],
    ['else', { if: { type: 'null' }, else: CODE }],
    ['not', { not: { type: 'string', maxLength: 1, 'ory.sh/kratos': { recovery: { via: 'sms' } } } }],
    ['$ref', { $ref: '#/definitions/phone' }],
  ])('are written in E.164 at %s', (_name, trait) => {
    const { traits } = schemaOf({ a: trait, b: {} }, { phone: CODE }).validate(jsonOf({ a: SENT, b: SENT }));
    expect(traits).toBe(jsonOf({ a: STORED, b: SENT }));
  });

  it.each<[name: string, trait: object, sent: unknown, stored: unknown]>([
    ['lists', { items: CODE }, [SENT, STORED, SENT], [STORED, STORED, STORED]],
    ['tuples', { items: [true, CODE] }, [SENT, SENT], [SENT, STORED]],
    ['objects', { properties: { 'b.*': CODE } }, { b: SENT, 'b.*': SENT }, { b: SENT, 'b.*': STORED }],
  ])('are written in E.164 in %s', (_name, trait, sent, stored) => {
    expect(schemaOf({ a: trait }).validate(jsonOf({ a: sent })).traits).toBe(jsonOf({ a: stored }));
  });

  it.each<[name: string, trait: object, sent: unknown]>([
    ['patternProperties', { patternProperties: { '.': CODE } }, { b: SENT }],
    ['additionalProperties', { additionalProperties: CODE }, { b: SENT }],
    ['contains', { contains: CODE }, [SENT]],
    ['an unmarked format', { format: 'tel' }, SENT],
    ['an e-mail mark', phone({ recovery: { via: 'email' } }), SENT],
  ])('stay as they are below %s', (_name, trait, sent) => {
    expect(schemaOf({ a: trait }).validate(jsonOf({ a: sent })).traits).toBe(jsonOf({ a: sent }));
  });

  it('are rewritten for each of two traits with one $ref', () => {
    const schema = schemaOf({ 'a.b': { $ref: '#/definitions/phone' }, c: { $ref: '#/definitions/phone' } }, { phone: CODE });
    expect(schema.validate(jsonOf({ 'a.b': SENT, c: SENT })).traits).toBe(jsonOf({ 'a.b': STORED, c: STORED }));
  });

  it('are rewritten once on each way through a schema that contains itself', () => {
    const contact = { properties: { phone: CODE, friend: { $ref: '#/definitions/contact' } } };
    const sent = { me: { phone: SENT, friend: { phone: SENT } } };
    const { traits } = schemaOf({ me: { $ref: '#/definitions/contact' } }, { contact }).validate(jsonOf(sent));
    expect(traits).toBe(jsonOf({ me: { phone: STORED, friend: { phone: SENT } } }));
  });

  it('leave the rest of the text alone', () => {
    const schema = schemaOf({ a: CODE });
    const text = `{"n":12345678901234567890,"2":1.0,"1":1e400,"a":"${SENT}","s":"\\u00e9\u20ac"}` as JsonText;
    expect(schema.validate(text).traits).toBe(text.replace(SENT, STORED).replace('\\u00e9', 'é'));
    const untouched = text.replace(SENT, STORED) as JsonText;
    expect(schema.validate(untouched).traits).toBe(untouched);
  });

  it('stay as they are when they are none', () => {
    expect(() => schemaOf({ a: CODE }).validate(jsonOf({ a: 'no phone' }))).toThrow(ApiError);
  });

  it('do not change the value of the caller', () => {
    const value = { a: SENT };
    schemaOf({ a: CODE }).validate(jsonOf(value), value);
    expect(value).toEqual({ a: SENT });
  });

  it('are a matter of phone numbers alone', () => {
    const email = { format: 'email', 'ory.sh/kratos': { credentials: { code: { identifier: true, via: 'email' } } } };
    expect(schemaOf({ a: email }).validate(jsonOf({ a: 'A@Example.com' })).traits).toBe(jsonOf({ a: 'A@Example.com' }));
  });
});
