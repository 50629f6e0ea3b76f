import { expect, test } from 'vitest';
import type { JsonObject } from './openapi-document.ts';
import { validationSchema } from './validation-schema.ts';

test.each<[string, JsonObject, JsonObject]>([
  ['prose goes', { type: 'string', description: 'd', example: 1, 'x-y': 2 }, { type: 'string' }],
  ['references get a base', { $ref: '#/components/schemas/a' }, { $ref: 'doc#/components/schemas/a' }],
  [
    'what may be null',
    { type: 'string', enum: ['a'], nullable: true },
    { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
  ],
  ['anything, null too', { nullable: true }, {}],
  [
    'an object with named members has no others',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
  ],
  [
    'unless it says so',
    { properties: { a: {} }, additionalProperties: { type: 'string' } },
    { properties: { a: {} }, additionalProperties: { type: 'string' } },
  ],
  ['an object without named members has any', { type: 'object' }, { type: 'object' }],
  [
    'a member called like a keyword is a member',
    { properties: { description: { type: 'string' }, items: { nullable: true, type: 'array', items: { $ref: '#/b' } } } },
    {
      properties: {
        description: { type: 'string' },
        items: { anyOf: [{ type: 'array', items: { $ref: 'doc#/b' } }, { type: 'null' }] },
      },
      additionalProperties: false,
    },
  ],
  [
    'the parts of an object are open, its variants are closed',
    { allOf: [{ properties: { a: {} } }], oneOf: [{ properties: { b: {} } }] },
    { allOf: [{ properties: { a: {} } }], oneOf: [{ properties: { b: {} }, additionalProperties: false }] },
  ],
])('%s', (_, schema, wanted) => {
  expect(validationSchema(schema, 'doc')).toEqual(wanted);
});
