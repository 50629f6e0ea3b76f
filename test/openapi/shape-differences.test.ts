import { describe, expect, test } from 'vitest';
import type { OpenApiDocument, SchemaObject } from './openapi-document.ts';
import { shapeDifferences } from './shape-differences.ts';

const document = (schemas: Record<string, SchemaObject> = {}): OpenApiDocument => ({
  openapi: '3.0.3',
  paths: {},
  components: { schemas },
});

function differences(theirs: SchemaObject, ours: SchemaObject, components: Record<string, SchemaObject> = {}) {
  const side = (schema: SchemaObject) => ({ document: document(components), schema });
  return shapeDifferences('here', side(theirs), side(ours)).map(({ place, keyword }) => `${place} ${keyword}`);
}

describe('differences of shapes', () => {
  test.each<[string, SchemaObject, SchemaObject, string[]]>([
    ['none', { type: 'string', description: 'a' }, { type: 'string', description: 'b' }, []],
    ['type and format', { type: 'string', format: 'uuid' }, { type: 'integer' }, ['here type', 'here format']],
    ['enum in another order', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }, []],
    ['enum', { enum: ['a', 'b'] }, { enum: ['b'] }, ['here enum']],
    ['bounds', { minimum: 1, maximum: 5, default: 2 }, { minimum: 1, maximum: 6 }, ['here default', 'here maximum']],
    ['null', { nullable: true }, {}, ['here nullable']],
    ['no required members', { required: [] }, {}, []],
    ['required members', { required: ['a', 'b'] }, { required: ['b'] }, ['here required']],
    ['other members allowed', { additionalProperties: true }, {}, []],
    ['other members forbidden', { additionalProperties: false }, {}, ['here additionalProperties']],
    ['a member', { properties: { a: {}, b: {} } }, { properties: { b: {}, c: {} } }, ['here.a present', 'here.c present']],
    ['a list', { items: { type: 'string' } }, { items: {} }, ['here[] type']],
    ['a variant', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'integer' }] }, ['here or 0 type']],
    ['no variant', { oneOf: [{}, {}] }, { oneOf: [{}] }, ['here or 1 present']],
    ['no list', { items: { type: 'string' } }, {}, ['here[] present']],
    ['any member', { additionalProperties: { type: 'string' } }, { additionalProperties: {} }, ['here.* type']],
    ['a choice', { anyOf: [{ type: 'string' }] }, { type: 'string' }, ['here type', 'here anyOf']],
  ])('%s', (_, theirs, ours, wanted) => {
    expect(differences(theirs, ours)).toEqual(wanted);
  });

  test('a component with members gives its name to the place; references and allOf are the same as what they mean', () => {
    const components = {
      person: {
        properties: { name: { type: 'string' }, age: {}, parent: { $ref: '#/components/schemas/person' } },
        required: ['name'],
      },
      name: { type: 'string', format: 'email' },
      old: { properties: { age: {} } },
    };
    const ours: SchemaObject = {
      allOf: [{ $ref: '#/components/schemas/old' }, { required: ['name'] }],
      properties: { name: { $ref: '#/components/schemas/name' }, parent: { properties: { name: {} }, required: ['name'] } },
    };
    expect(differences({ items: { $ref: '#/components/schemas/person' } }, { items: ours }, components)).toEqual([
      'person.name format',
      'person.name type',
      'person.age present',
      'person.parent present',
    ]);
  });

  test('where another component stands in, the place keeps the name of the use', () => {
    const components = {
      plain: { properties: { a: {} } },
      more: { properties: { a: {}, b: {} } },
    };
    const theirs = { items: { $ref: '#/components/schemas/plain' } };
    expect(differences(theirs, { items: { $ref: '#/components/schemas/more' } }, components)).toEqual(['here[].b present']);
  });
});
