import { Type } from '@sinclair/typebox';
import { expect, test } from 'vitest';
import type { Operation, Route } from '../../http/route.ts';
import { RawJson } from '../../json/raw-json.ts';
import { asksFor } from '../asks-for.ts';
import { nullable } from '../shapes.ts';
import { openApiDocument } from './document.ts';

const Inner = Type.Object({ name: Type.String() }, { $id: 'inner' });
const Body = Type.Object(
  {
    one: Type.Optional(nullable(Inner)),
    maybe: Type.Optional(nullable(Type.String({ format: 'uuid' }))),
    many: Type.Optional(Type.Record(Type.String(), Inner)),
    fixed: Type.Optional(Type.Literal('x')),
    raw: Type.Optional(RawJson()),
  },
  { $id: 'body', ...asksFor('raw') },
);

const operation: Operation = {
  id: 'doIt',
  summary: 'Does it.',
  tag: 'identity',
  parameters: [{ in: 'path', name: 'id', description: 'Which.', required: true, schema: Type.String() }],
  body: Body,
  responses: { 200: { description: 'Done.', schema: Inner }, 204: { description: 'Gone.' } },
};
const route = (changes: Partial<Route>): Route => ({
  method: 'PUT',
  path: '/things/{id}',
  handle: (_request, reply) => reply,
  ...changes,
});
const documentOf = (...routes: Route[]) =>
  JSON.parse(JSON.stringify(openApiDocument(routes, { version: '1.2.3' }))) as {
    info: object;
    paths: Record<string, Record<string, { responses: object; requestBody?: object; security?: object; parameters?: object }>>;
    components: { schemas: Record<string, object> };
  };

test('routes without a description are left out, methods of one path stand together', () => {
  const { paths, info } = documentOf(
    route({ operation }),
    route({ method: 'GET', operation: { ...operation, id: 'getIt' } }),
    route({ path: '/hidden' }),
  );
  expect(Object.keys(paths)).toEqual(['/things/{id}']);
  expect(Object.keys(paths['/things/{id}'] ?? {})).toEqual(['put', 'get']);
  expect(info).toMatchObject({ version: '1.2.3' });
});

test('shapes become components of OpenAPI 3.0', () => {
  const { schemas } = documentOf(route({ operation })).components;
  expect(schemas.inner).toEqual({ type: 'object', required: ['name'], properties: { name: { type: 'string' } } });
  expect(schemas.body).toMatchObject({
    required: ['raw'],
    properties: {
      one: { allOf: [{ $ref: '#/components/schemas/inner' }], nullable: true },
      maybe: { type: 'string', format: 'uuid', nullable: true },
      many: { type: 'object', additionalProperties: { $ref: '#/components/schemas/inner' } },
      fixed: { type: 'string', enum: ['x'] },
    },
  });
  expect(JSON.stringify(schemas)).not.toMatch(/"\$id"|"type":"null"|"const"|patternProperties/);
});

test('an operation tells its body, its answers, and the key that it needs', () => {
  const one = (changes: Partial<Route>) => documentOf(route({ operation, ...changes })).paths['/things/{id}']?.put;
  const open = one({});
  expect(open?.requestBody).toEqual({ content: { 'application/json': { schema: { $ref: '#/components/schemas/body' } } } });
  expect(open?.parameters).toEqual([
    { in: 'path', name: 'id', description: 'Which.', required: true, schema: { type: 'string' } },
  ]);
  expect(Object.keys(open?.responses ?? {})).toEqual(['200', '204', 'default']);
  expect(open?.responses).toMatchObject({ 204: { description: 'Gone.' } });
  expect(open).not.toHaveProperty('security');

  const guarded = one({ scope: 'identities:write' });
  expect(Object.keys(guarded?.responses ?? {})).toEqual(['200', '204', '401', '403', 'default']);
  expect(guarded).toMatchObject({ security: [{ adminKey: [] }, {}], 'x-scope': 'identities:write' });

  const sent = one({ operation: { ...operation, bodyAsForm: true } });
  const content = { schema: { $ref: '#/components/schemas/body' } };
  const both = { 'application/json': content, 'application/x-www-form-urlencoded': content };
  expect(sent?.requestBody).toEqual({ content: both });

  const asked = one({ operation: { ...operation, bodyRequired: true, tag: 'metadata' } });
  expect(asked?.requestBody).toMatchObject({ required: true });
  expect(asked?.responses).not.toHaveProperty('default');
});
