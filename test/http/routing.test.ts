import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOBODY } from './people.ts';
import { failure, type ServerUnderTest, startOnSqlite, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const NO_CACHE = 'private, no-cache, no-store, must-revalidate';
const TEXT = 'text/plain; charset=utf-8';

describe('paths and methods', () => {
  let server: ServerUnderTest;
  let id: string;
  beforeAll(async () => {
    server = await startOnSqlite();
    ({ id } = await server.create({ schema_id: 'bare', external_id: 'ext' }));
  });
  afterAll(() => server.stop());
  const port = (name: string) => (name === 'admin' ? server.admin : server.open);

  test.each([
    ['admin', 'GET', '/'],
    ['admin', 'GET', '/admin'],
    ['admin', 'GET', '/admin/'],
    ['admin', 'GET', '/admin/nothing'],
    ['admin', 'GET', '/admin/identities/'],
    ['admin', 'POST', '/admin/identities/'],
    ['admin', 'GET', '/Admin/identities'],
    ['admin', 'GET', '/admin/Identities'],
    ['admin', 'GET', `/admin/identities/${NOBODY}/`],
    ['admin', 'GET', '/admin/identities/by/external/'],
    ['admin', 'GET', '/admin/identities/by/external/a/b'],
    ['admin', 'GET', '///admin/identities'],
    ['public', 'GET', '/nothing'],
    ['public', 'GET', '/schemas/'],
    ['public', 'POST', '/admin/recovery/code'],
  ])('the %s port has no %s %s', async (name, method, path) => {
    const answer = await port(name).send(method, path);
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([404, TEXT, '404 page not found\n']);
  });

  test.each([
    ['admin', 'DELETE', '/admin/identities', 'GET, HEAD, PATCH, POST'],
    ['admin', 'OPTIONS', '/admin/identities', 'GET, HEAD, PATCH, POST'],
    ['admin', 'PUT', '/identities', 'GET, HEAD, PATCH, POST'],
    ['admin', 'POST', `/admin/identities/${NOBODY}`, 'DELETE, GET, HEAD, PATCH, PUT'],
    ['admin', 'GET', `/admin/identities/${NOBODY}/credentials/totp`, 'DELETE'],
    ['admin', 'GET', '/admin/recovery/code', 'POST'],
    ['admin', 'TRACE', '/admin/identities', 'GET, HEAD, PATCH, POST'],
    ['public', 'PATCH', '/identities', 'GET, HEAD, POST'],
    ['public', 'PATCH', '/admin/identities', 'GET, HEAD, POST'],
    ['public', 'GET', '/recovery/link', 'POST'],
  ])('the %s port knows %s %s only with other methods', async (name, method, path, allow) => {
    const answer = await port(name).send(method, path);
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([405, TEXT, 'Method Not Allowed\n']);
    expect(answer.headers.allow?.split(', ').sort().join(', ')).toBe(allow);
  });

  const one = `/identities/${NOBODY}`;
  const redirects = [
    ['/identities', ['GET', 'POST', 'HEAD']],
    ['/identities/by/external/a%2Fb%20c', ['GET']],
    [one, ['GET', 'PUT', 'PATCH', 'DELETE']],
    [`${one}/credentials/oidc`, ['DELETE']],
  ].flatMap(([path, methods]) =>
    [methods].flat().flatMap((method) => ['', '/admin'].map((prefix) => [String(method), `${prefix}${path}`] as const)),
  );
  test.each([...redirects, ['POST', '/recovery/code'] as const, ['POST', '/recovery/link'] as const])(
    'the public port sends %s %s on',
    async (method, path) => {
      for (const query of ['', '?a=b%20c&ids=&x=%C3%BC']) {
        const answer = await server.open.send(method, path + query, method === 'POST' ? { body: '{' } : {});
        expect([answer.status, answer.text]).toEqual([307, '']);
        expect(answer.headers.location).toBe(`${server.admin.url}/admin${path.replace(/^\/admin/, '')}${query}`);
        expect(answer.headers).not.toHaveProperty('set-cookie');
      }
    },
  );

  test('who follows a redirect arrives with method and body', async () => {
    const created = await fetch(`${server.open.url}/identities`, { method: 'POST', body: '{"schema_id":"bare"}' });
    expect(created.status).toBe(201);
    const identity = (await created.json()) as WireIdentity;
    const patched = await fetch(`${server.open.url}/admin/identities/${identity.id}`, {
      method: 'PATCH',
      body: '[{"op":"add","path":"/metadata_public","value":1}]',
    });
    expect(await patched.json()).toMatchObject({ metadata_public: 1 });
  });

  test('the prefix may be left out on the admin port, and one slash be too many', async () => {
    const expected = wanted(await server.admin.send('GET', `/admin/identities/${id}`), 200);
    for (const path of [`/identities/${id}`, `/identities/${id}/`, `//identities/${id}`, `//admin/identities/${id}`])
      expect(wanted(await server.admin.send('GET', path), 200)).toEqual(expected);
    const { headers, status } = await server.admin.send('GET', '//identities/?page_size=1');
    expect([status, headers.link]).toEqual([200, expect.stringMatching(/^<\/admin\/identities\?page_size=1&/)]);
    expect((await server.open.send('GET', '//schemas/bare')).status).toBe(200);
    expect((await server.open.send('GET', '//health/ready')).status).toBe(200);
  });

  test('HEAD is GET without the body', async () => {
    for (const path of [
      `/admin/identities/${id}`,
      '/admin/identities?page_size=1',
      '/admin/identities/by/external/ext',
      `/admin/identities/${NOBODY}`,
      '/admin/health/ready',
    ]) {
      const [get, head] = [await server.admin.send('GET', path), await server.admin.send('HEAD', path)];
      expect([head.status, head.text]).toEqual([get.status, '']);
      for (const name of ['content-type', 'content-length', 'cache-control', 'link'] as const)
        expect(head.headers[name]).toBe(get.headers[name]);
    }
  });

  test('answers to GET are not kept', async () => {
    for (const path of ['/admin/identities', `/admin/identities/${NOBODY}`, '/admin/schemas', '/nothing'])
      expect((await server.admin.send('GET', path)).headers['cache-control']).toBe(NO_CACHE);
    const created = await server.admin.send('POST', '/admin/identities', { json: { schema_id: 'bare' } });
    expect(created.headers).not.toHaveProperty('cache-control');
    for (const name of ['etag', 'last-modified']) expect(created.headers).not.toHaveProperty(name);
  });

  test('an error tells its id in a header, and the id of the request', async () => {
    const answer = await server.admin.send('GET', `/admin/identities/${NOBODY}`, { headers: { 'x-request-id': 'r-1 "quoted"' } });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'ory-error-id': '' });
    expect(failure(answer, 404).request).toBe('r-1 "quoted"');
    expect(Object.keys(failure(answer, 404))).toEqual(['code', 'status', 'request', 'details', 'message']);
    expect(answer.text.endsWith('}\n')).toBe(true);
    expect(failure(await server.admin.send('GET', `/admin/identities/${NOBODY}`), 404)).not.toHaveProperty('request');
    const batch = await server.admin.send('PATCH', '/admin/identities', {
      json: { identities: [{ create: { schema_id: 'nope' } }] },
      headers: { 'x-request-id': 'r-2' },
    });
    expect(failure(batch, 400).request).toBe('r-2');
  });

  test.each(['%', '%zz', '%c0%af', '%ff', '%ed%a0%80', '%E2%80', 'a%2', '%u1234'])(
    'a path with the malformed %s',
    async (piece) => {
      for (const path of [
        `/admin/identities/${piece}`,
        `/admin/identities/by/external/${piece}`,
        `/admin/${piece}/identities`,
        `/${piece}`,
      ]) {
        const answer = await server.admin.send('GET', path);
        expect([400, 404], `${path}: ${answer.status}`).toContain(answer.status);
        if (answer.status === 400)
          expect(failure(answer, 400).details).toMatchObject({ code: 'request_malformed', hint: expect.stringMatching(/./) });
      }
      const answer = await server.admin.send('GET', `/admin/identities?credentials_identifier=${piece}&x=${piece}`);
      expect(wanted(answer, 200)).toEqual([]);
    },
  );

  test('encoded letters are the letters', async () => {
    expect(
      (
        await server.admin.send(
          'GET',
          `/admin/identities/${id.replace(/^./, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
        )
      ).status,
    ).toBe(200);
    expect((await server.admin.send('GET', '/admin/identities/by/external/%65xt')).status).toBe(200);
  });

  test('a GET with a body is answered', async () => {
    expect((await server.admin.send('GET', `/admin/identities/${id}`, { body: '{"a":' })).status).toBe(200);
    expect(
      (await server.admin.send('DELETE', `/admin/identities/${NOBODY}`, { body: 'nonsense', headers: { 'content-type': '???' } }))
        .status,
    ).toBe(404);
  });

  test('no answer tells what the server is made of', async () => {
    for (const path of ['/admin/identities', '/nothing', '/admin/identities/%zz', '/admin/identities?ids=x']) {
      const { headers, text } = await server.admin.send('GET', path);
      for (const name of ['server', 'x-powered-by']) expect(headers).not.toHaveProperty(name);
      expect(text).not.toMatch(/fastify|node_modules|at .*\.ts:/i);
    }
  });
});
