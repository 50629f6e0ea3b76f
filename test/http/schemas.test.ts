import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, SERVERS, type ServerUnderTest, startOnSqlite, wanted } from './server-under-test.ts';
import { linkOf } from './walk-pages.ts';

const document = (title: string) => ({
  title,
  type: 'object',
  properties: { traits: { type: 'object', properties: { name: { type: 'string' } } } },
});
const base64 = (title: string) => `base64://${Buffer.from(JSON.stringify(document(title))).toString('base64')}`;

interface Listed {
  readonly id: string;
  readonly schema: object;
}

describe('identity schemas', () => {
  const ODD = 'preset://öl? a/b%2Fc';
  let folder: string;
  let source: Server;
  let server: ServerUnderTest;
  let sourceUrl: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zelos-schemas-'));
    await writeFile(join(folder, 'file.json'), JSON.stringify(document('from a file'), null, 2));
    source = createServer((request, response) => {
      const found = request.url === '/good.json';
      response.writeHead(found ? 200 : Number(request.url?.slice(1)), { 'content-type': 'text/plain' });
      response.end(found ? JSON.stringify(document('from a server')) : 'no');
    });
    await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
    sourceUrl = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
    server = await startOnSqlite({
      identity: {
        default_schema_id: ODD,
        schemas: [
          { id: 'file', url: `file://${join(folder, 'file.json')}` },
          { id: ODD, url: base64('from the configuration') },
          { id: 'http', url: `${sourceUrl}/good.json` },
        ],
      },
    });
  });
  afterAll(async () => {
    await server.stop();
    source.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ['file', 'from a file'],
    [ODD, 'from the configuration'],
    ['http', 'from a server'],
  ])('%s is read by its id and by its base64url form', async (id, title) => {
    const encoded = Buffer.from(id).toString('base64url');
    for (const path of [encodeURIComponent(id), encoded]) {
      for (const prefix of ['', '/admin']) {
        const answer = await server.open.send('GET', `${prefix}/schemas/${path}`);
        expect(wanted(answer, 200)).toEqual(document(title));
        expect(answer.text).toBe(`${JSON.stringify(document(title))}\n`);
      }
    }
    expect((await server.create({ schema_id: id })).schema_url).toBe(`${server.open.url}/schemas/${encoded}`);
  });

  test('an unknown id', async () => {
    const { reason, message } = failure(await server.open.send('GET', '/schemas/nope'), 404);
    expect([reason, message]).toEqual([
      'Identity schema `nope` could not be found.',
      'The requested resource could not be found',
    ]);
  });

  const ids = async (query: string) =>
    wanted<Listed[]>(await server.open.send('GET', `/schemas${query}`), 200).map(({ id }) => id);

  test.each([
    ['', ['file', ODD, 'http']],
    ['?page=0&per_page=10', ['file', ODD, 'http']],
    ['?page=0&per_page=1', ['file']],
    ['?page=1&per_page=1', [ODD]],
    ['?page=1&per_page=2', ['http']],
    ['?page=9&per_page=2', []],
    ['?page=x&per_page=-3', ['file']],
    ['?page_size=2', ['file', ODD]],
    ['?page_token=nonsense&page_size=2', ['file', ODD]],
  ])('the list %s', async (query, found) => {
    expect(await ids(query)).toEqual(found);
  });

  test('links that would be too long for a header are left out', async () => {
    const filling = 'x'.repeat(9000);
    for (const path of ['/schemas', '/admin/sessions', '/admin/courier/messages', '/admin/identities']) {
      const client = path === '/schemas' ? server.open : server.admin;
      const answer = await client.send('GET', `${path}?page_size=2&filling=${filling}`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.headers.link).toBeUndefined();
    }
  });

  test('pages follow each other by tokens; the total is told', async () => {
    const first = await server.open.send('GET', '/schemas?page_size=1');
    expect(first.headers['x-total-count']).toBe('3');
    const second = linkOf(first.headers, 'next') ?? '';
    expect(second).toBe('/schemas?page=1&page_size=1&page_token=eyJvZmZzZXQiOiIxIiwidiI6Mn0&per_page=1');
    expect(wanted<Listed[]>(await server.open.send('GET', second), 200)).toEqual([
      { id: ODD, schema: document('from the configuration') },
    ]);
  });

  test('the admin port sends on to the public one', async () => {
    for (const path of ['/admin/schemas?page_size=1', '/schemas/file', '/admin/schemas/a%2Fb?x=%20']) {
      const answer = await server.admin.send('GET', path);
      expect([answer.status, answer.headers.location]).toEqual([307, server.open.url + path.replace('/admin', '')]);
    }
  });

  test.each([
    ['a file that is not there', () => `file://${folder}/missing.json`],
    ['a folder', () => `file://${folder}`],
    ['a server that says 404', () => `${sourceUrl}/404`],
    ['a server that says 500', () => `${sourceUrl}/500`],
    ['a server that is not there', () => 'http://127.0.0.1:1/x.json'],
  ])('a server does not start on %s', async (_what, url) => {
    const started = startOnSqlite({ identity: { default_schema_id: 'x', schemas: [{ id: 'x', url: url() }] } });
    await expect(started).rejects.toThrow(
      expect.objectContaining({ name: 'SchemaError', message: expect.stringContaining(url()) }),
    );
  });
});

describe.each(SERVERS)('an identity whose schema is gone from the configuration on %s', (_, startServer) => {
  test('cannot be read or changed before it is given another one; the list is still there', async () => {
    const schemas = (...names: string[]) => ({
      log: { level: 'fatal' },
      identity: { default_schema_id: 'kept', schemas: names.map((id) => ({ id, url: base64(id) })) },
    });
    const before = await startServer(schemas('kept', 'gone'));
    const { id } = await before.create({ schema_id: 'gone' });
    const { id: other } = await before.create({});
    const after = await before.again(schemas('kept'));
    try {
      for (const [method, json] of [['GET'], ['PATCH', []], ['PUT', {}]] as const) {
        const answer = await after.admin.send(method, `/admin/identities/${id}`, { json });
        expect(failure(answer, 500)).toMatchObject({
          id: 'invalid_configuration',
          reason: 'The JSON Schema "gone" for this identity\'s traits could not be found.',
        });
        expect(answer.headers['ory-error-id']).toBe('invalid_configuration');
      }
      const listed = await after.list();
      expect(Object.fromEntries(listed.map((one) => [one.id, one.schema_url]))).toEqual({
        [id]: `${after.open.url}/schemas/Z29uZQ`,
        [other]: `${after.open.url}/schemas/a2VwdA`,
      });
      const moved = await after.admin.send('PUT', `/admin/identities/${id}`, { json: { schema_id: 'kept' } });
      expect(await after.get(id)).toMatchObject(wanted<object>(moved, 200));
    } finally {
      await after.stop();
    }
  });
});
