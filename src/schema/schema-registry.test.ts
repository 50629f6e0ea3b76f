import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { SchemaError } from './schema-error.ts';
import { createSchemaRegistry, type SchemaRegistryOptions } from './schema-registry.ts';

const LOGIN = { 'ory.sh/kratos': { credentials: { password: { identifier: true } } } };
const documentOf = (name: object, more: object = {}) => ({
  ...more,
  properties: { traits: { type: 'object', properties: { name } } },
});
const PLAIN = documentOf({ type: 'string' });
const base64 = (document: unknown) => `base64://${Buffer.from(JSON.stringify(document)).toString('base64')}`;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'zelos-schemas-'));
  cleanups.push(() => rm(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

async function server(answer: RequestListener): Promise<string> {
  const listening: Server = createServer(answer);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => listening.close(resolve).closeAllConnections()));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const registry = (schemas: SchemaRegistryOptions['schemas'], options: Partial<SchemaRegistryOptions> = {}) =>
  createSchemaRegistry({
    schemas,
    defaultId: schemas[0]?.id ?? 'default',
    fetch,
    readFile,
    disallowRefs: false,
    log: { warn: () => undefined },
    wait: async () => undefined,
    ...options,
  });

async function schemaErrorOf(url: string, options?: Partial<SchemaRegistryOptions>): Promise<SchemaError> {
  const error: unknown = await registry([{ id: 'broken', url }], options).catch((reason: unknown) => reason);
  if (error instanceof SchemaError) return error;
  throw new Error(`no SchemaError: ${String(error)}`);
}

describe('the registry of identity schemas', () => {
  it('loads files, HTTP and base64 sources and keeps their documents', async () => {
    const path = await folder({ 'a.json': `{ "properties": {"traits": {"properties": {"2": {"minimum": 1.0}, "1": {}}}} }` });
    const origin = await server((_request, response) => response.end(JSON.stringify(PLAIN)));
    const schemas = await registry([
      { id: 'file', url: `file://${path}/a.json` },
      { id: 'http', url: origin },
      { id: 'base64', url: base64(PLAIN) },
    ]);
    await rm(join(path, 'a.json'));
    expect(schemas.list().map(({ id }) => id)).toEqual(['file', 'http', 'base64']);
    expect(schemas.find('file')?.document).toBe('{"properties":{"traits":{"properties":{"2":{"minimum":1.0},"1":{}}}}}');
    expect(schemas.find('http')?.document).toBe(jsonOf(PLAIN));
    expect(schemas.find('base64')?.document).toBe(jsonOf(PLAIN));
  });

  it('reads relative files from the folder it is told', async () => {
    const cwd = await folder({ 'a.json': JSON.stringify(PLAIN) });
    expect((await registry([{ id: 'a', url: 'file://./a.json' }], { cwd })).default.id).toBe('a');
    expect((await registry([{ id: 'a', url: 'file://a.json' }], { cwd })).default.url).toBe('file://a.json');
  });

  it('finds a schema by its id, plain or in base64url', async () => {
    const schemas = await registry([
      { id: 'default', url: base64(PLAIN) },
      { id: 'preset://ü?', url: base64(PLAIN) },
      { id: 'ZGVmYXVsdA', url: base64(PLAIN) },
    ]);
    expect(schemas.find('default')?.id).toBe('default');
    expect(schemas.find('ZGVmYXVsdA')?.id).toBe('ZGVmYXVsdA');
    expect(schemas.find(Buffer.from('preset://ü?').toString('base64url'))?.id).toBe('preset://ü?');
    for (const unknown of ['', 'x', 'ZGVmYXVsdA==', '%']) expect(schemas.find(unknown)).toBeUndefined();
  });

  it('wants a schema of the default id', async () => {
    await expect(registry([{ id: 'a', url: base64(PLAIN) }], { defaultId: 'b' })).rejects.toThrow(/default_schema_id/);
  });
});

describe('a schema that cannot be read', () => {
  it.each<[url: string, problem: RegExp]>([
    ['file:///nowhere/a.json', /does not exist/],
    ['file:///', /is a directory/],
    ['base64://%%%', /standard base64/],
    ['base64://YQ', /standard base64/],
    ['ftp://example.org/a.json', /must start with/],
    [`base64://${Buffer.from('{"a":1,}').toString('base64')}`, /is not JSON/],
    [`base64://${Buffer.from([0x22, 0xff, 0x22]).toString('base64')}`, /not UTF-8/],
    [`base64://${Buffer.from(`"${'x'.repeat(1024 * 1024)}"`).toString('base64')}`, /larger than 1 MiB/],
  ])('is told: %s', async (url, problem) => {
    expect((await schemaErrorOf(url)).problem).toMatch(problem);
  });

  it('is asked for again when its server fails, three times in all', async () => {
    let requests = 0;
    const failing = await server((_request, response) => {
      requests++;
      response.writeHead(500).end();
    });
    expect((await schemaErrorOf(failing)).problem).toBe('it could not be fetched: the server answered 500');
    expect(requests).toBe(3);
    const recovering = await server((_request, response) => {
      requests++;
      if (requests === 4) response.destroy();
      else response.end(JSON.stringify(PLAIN));
    });
    await registry([{ id: 'a', url: recovering }]);
    expect(requests).toBe(5);
  });

  it('is asked for once when its server says that there is none', async () => {
    let requests = 0;
    const origin = await server((_request, response) => {
      requests++;
      response.writeHead(404).end();
    });
    expect((await schemaErrorOf(origin)).problem).toContain('answered 404');
    expect(requests).toBe(1);
  });

  it('is not read beyond 1 MiB', async () => {
    const origin = await server((_request, response) => {
      const more = () => {
        while (response.write(' '.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect((await schemaErrorOf(origin)).problem).toContain('larger than 1 MiB');
  });

  it('may be redirected to, but not to a private address when those are forbidden', async () => {
    const origin = await server((request, response) => {
      if (request.url === '/here') response.end(JSON.stringify(PLAIN));
      else response.writeHead(302, { location: '/here' }).end();
    });
    expect((await registry([{ id: 'a', url: `${origin}/there` }])).default.document).toBe(jsonOf(PLAIN));
    expect((await schemaErrorOf(origin, { disallowPrivateIps: true })).problem).toContain('private address');
    const addressesOf = async () => ['93.184.215.14', '::ffff:10.0.0.1'];
    expect((await schemaErrorOf('http://intern.example.org/', { disallowPrivateIps: true, addressesOf })).problem).toContain(
      'private',
    );
  });
});

describe('references to other documents', () => {
  it('are loaded, relative to the document or its $id', async () => {
    const name = { properties: { name: { $ref: 'b.json#/definitions/text' } } };
    const path = await folder({
      'a.json': JSON.stringify({ properties: { traits: { type: 'object', ...name } } }),
      'b.json': JSON.stringify({ definitions: { text: { $ref: 'c.json' } } }),
      'c.json': JSON.stringify({ maxLength: 2, ...LOGIN }),
    });
    const schema = (await registry([{ id: 'a', url: `file://${path}/a.json` }])).default;
    expect(schema.validate('{"name":"AB"}' as JsonText).identifiers.password).toEqual(['ab']);
    expect(() => schema.validate('{"name":"ABC"}' as JsonText)).toThrow();
  });

  it('find sub-schemas by their $id', async () => {
    const definitions = {
      a: { $id: '#short', maxLength: 1 },
      b: { $id: 'https://example.org/b.json', definitions: { c: { maxLength: 1 } } },
    };
    const root = { $id: 'https://example.org/a.json', definitions };
    for (const $ref of [
      '#short',
      'b.json#/definitions/c',
      'https://example.org/a.json#/definitions/a',
      '#/definitions/b/definitions/c',
    ]) {
      const schema = (await registry([{ id: 'a', url: base64(documentOf({ $ref }, root)) }])).default;
      expect(() => schema.validate('{"name":"ab"}' as JsonText)).toThrow();
      expect(schema.validate('{"name":"a"}' as JsonText).traits).toBe('{"name":"a"}');
    }
  });

  it('are refused when the configuration says so, save base64', async () => {
    const https = base64(documentOf({ $ref: 'https://example.org/b.json' }));
    expect(await schemaErrorOf(https, { disallowRefs: true })).toMatchObject({
      pointer: '#/properties/traits/properties/name/$ref',
      problem: '$ref scheme "https" is not permitted in identity schemas',
    });
    const inner = base64(documentOf({ $ref: base64({ maxLength: 1 }) }));
    const schema = (await registry([{ id: 'a', url: inner }], { disallowRefs: true })).default;
    expect(() => schema.validate('{"name":"ab"}' as JsonText)).toThrow();
  });

  it('to private addresses are refused when those are forbidden', async () => {
    const url = base64(documentOf({ $ref: 'http://169.254.169.254/latest' }));
    expect((await schemaErrorOf(url, { disallowPrivateIps: true })).problem).toContain('private address');
  });

  it('do not lead from the network to files', async () => {
    const origin = await server((_request, response) => response.end(JSON.stringify(documentOf({ $ref: 'file:///etc/passwd' }))));
    expect((await schemaErrorOf(origin)).problem).toContain('must not refer to files');
  });

  it('must lead somewhere', async () => {
    expect(await schemaErrorOf(base64(documentOf({ $ref: '#/definitions/x' })))).toMatchObject({
      schemaId: 'broken',
      pointer: '#/properties/traits/properties/name/$ref',
      problem: '"#/definitions/x" leads to nothing',
    });
  });
});

describe('a schema that cannot be compiled', () => {
  const at = (place: string) => `#/properties/traits/properties/name${place}`;
  const loop = { definitions: { a: { $ref: '#/definitions/b' }, b: { allOf: [{ $ref: '#/definitions/a' }] } } };

  it.each<[name: string, document: object, pointer: string, problem: RegExp]>([
    ['a pattern with a look-ahead', documentOf({ pattern: '(?=a)' }), at('/pattern'), /RE2/],
    ['a broken pattern of names', documentOf({ patternProperties: { '(': {} } }), at('/patternProperties/%28'), /RE2/],
    ['references in a loop', documentOf({ $ref: '#/definitions/a' }, loop), '', /loop/],
    ['a schema that is its own part', documentOf({ anyOf: [{ $ref: at('') }] }), '', /loop/],
    ['an unknown type', documentOf({ type: 'text' }), at('/type'), /must be one of/],
    ['a negative length', documentOf({ minLength: -1 }), at('/minLength'), /whole number/],
    ['a bound that is no number', documentOf({ minimum: '1' }), at('/minimum'), /number/],
    ['a draft 4 bound in draft 7', documentOf({ minimum: 1, exclusiveMinimum: true }), at('/exclusiveMinimum'), /number/],
    ['an empty enum', documentOf({ enum: [] }), at('/enum'), /at least one/],
    ['a sub-schema that is none', documentOf({ allOf: [5] }), at('/allOf/0'), /schema/],
    [
      'a mistake in an unused definition',
      documentOf({}, { definitions: { x: { items: 1 } } }),
      '#/definitions/x/items',
      /schema/,
    ],
    [
      'an unknown draft',
      documentOf({}, { $schema: 'https://json-schema.org/draft/2020-12/schema' }),
      '#/$schema',
      /draft 4, 6 or 7/,
    ],
    [
      'an unknown member of the extension',
      documentOf({ 'ory.sh/kratos': { credentials: { sms: {} } } }),
      at('/ory.sh~1kratos/credentials/sms'),
      /known/,
    ],
    [
      'an unknown channel',
      documentOf({ 'ory.sh/kratos': { recovery: { via: 'fax' } } }),
      at('/ory.sh~1kratos/recovery/via'),
      /email, sms/,
    ],
    ['an extension that is no object', documentOf({ 'ory.sh/kratos': true }), at('/ory.sh~1kratos'), /object/],
    [
      'a verified trait of another format',
      documentOf({ format: 'uri', 'ory.sh/kratos': { verification: { via: 'email' } } }),
      at('/format'),
      /verified/,
    ],
    ['no traits', { properties: {} }, '#/properties/traits', /missing/],
    ['no named trait', { properties: { traits: { properties: {} } } }, '#/properties/traits/properties', /at least one/],
    [
      'traits that are no object',
      { properties: { traits: { type: 'array', properties: { a: {} } } } },
      '#/properties/traits/type',
      /object/,
    ],
  ])('is told: %s', async (_name, document, pointer, problem) => {
    const error = await schemaErrorOf(base64(document));
    if (pointer !== '') expect(error.pointer).toBe(pointer);
    expect(error.problem).toMatch(problem);
    expect(error.message).toContain('identity schema "broken"');
  });

  it('is not one that contains itself further down', async () => {
    const node = { properties: { next: { $ref: '#/definitions/node' } } };
    await registry([{ id: 'a', url: base64(documentOf({ $ref: '#/definitions/node' }, { definitions: { node } })) }]);
  });
});
