import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { bodyBytes, decoding, setContentTypeAside, strictBody, typedBody } from './body.ts';

const Shape = Type.Object({ name: Type.Optional(Type.String()), age: Type.Optional(Type.Integer()) });

function request(body: string | Uint8Array | undefined, type?: string): FastifyRequest {
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const made = { method: 'PUT', body: bytes, raw: { headers } } as unknown as FastifyRequest;
  setContentTypeAside(made);
  return made;
}

const BAD_UTF8 = Uint8Array.from([0x22, 0xff, 0x22]);

test.each([
  ['{"name":"Ada"}', undefined, { name: 'Ada' }],
  ['{"name":"Ada"} and more', 'text/plain', { name: 'Ada' }],
  [' {"name":null}', 'application/xml', {}],
])('strict: %s', (text, type, value) => {
  expect(strictBody(request(text, type), Shape)).toEqual(value);
});

test.each([
  ['nothing', undefined, { pointer: '' }],
  ['an unknown member', '{"nom":"Ada"}', { pointer: '/nom' }],
  ['another type', '{"age":"36"}', { pointer: '/age', expected: 'integer' }],
  ['half a text', '{"name":', {}],
  ['no UTF-8', BAD_UTF8, {}],
])('strict: %s is a fault, with its place', (_, body, details) => {
  expect(() => strictBody(request(body), Shape)).toThrow(
    expect.objectContaining({ code: 'body_invalid', details: expect.objectContaining({ rule: expect.any(String), ...details }) }),
  );
});

test.each(['application/json', 'application/json; charset=utf-8', ' Application/JSON ;a=b'])('typed: takes %s', (type) => {
  expect(typedBody(request('{"name":"Ada","nom":1}', type), Shape)).toEqual({ name: 'Ada' });
});

test.each([
  ['', 'application/json', 'body_empty'],
  [undefined, undefined, 'body_empty'],
  ['{}', undefined, 'body_content_type'],
  ['{}', 'text/plain', 'body_content_type'],
  ['{}', 'application/json-patch+json', 'body_content_type'],
  ['[]', 'application/json', 'body_undecodable'],
  ['{"age":1.5}', 'application/json', 'body_undecodable'],
  [BAD_UTF8, 'application/json', 'body_undecodable'],
])('typed: %s of type %s', (body, type, code) => {
  expect(() => typedBody(request(body, type), Shape)).toThrow(expect.objectContaining({ code }));
});

test('the framework never sees a Content-Type; without a body there are no bytes', () => {
  const { raw } = request('{}', 'nonsense;;');
  expect(raw.headers['content-type']).toBe('application/octet-stream');
  expect(bodyBytes(request(undefined))).toHaveLength(0);
});

test('a mistake of the programmer is not dressed up as a fault of the body', () => {
  const mistake = () => {
    throw new TypeError('a mistake');
  };
  expect(() => decoding('body_invalid', mistake)).toThrow(TypeError);
});
