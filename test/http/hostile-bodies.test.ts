import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

const MIB = 1024 * 1024;
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Values that cannot be stored as they are; with the rule that they break and where, below the place of the value. */
const VALUES: readonly (readonly [what: string, value: string | Buffer, rule: string, below: string])[] = [
  ['a key twice', '{"a":1,"b":{"c":1,"c":2}}', 'duplicate_key', '/b/c'],
  ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'duplicate_key', '/a'],
  ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 'prototype_key', '/a/__proto__'],
  ['__proto__, escaped', '{"\\u005f_proto__":1}', 'prototype_key', '/__proto__'],
  ['a NUL character', '["x","a\\u0000b"]', 'nul', '/1'],
  ['a NUL character in a key', '{"\\u0000":1}', 'nul', ''],
  ['a lone surrogate', '{"a":"\\ud800"}', 'surrogate', '/a'],
  ['surrogates in the wrong order', '"\\udc00\\ud800"', 'surrogate', ''],
  ['bytes that are no UTF-8', latin1('"a\u00ff"'), 'encoding', ''],
  ['an overlong encoding', latin1('"\u00c0\u00af"'), 'encoding', ''],
  ['a surrogate in UTF-8', latin1('"\u00ed\u00a0\u0080"'), 'encoding', ''],
  ['201 levels', deep(201), 'depth', ''],
  ['100000 levels', deep(100_000), 'depth', ''],
  ['a leading zero', '01', 'syntax', ''],
  ['NaN', 'NaN', 'syntax', ''],
  ['a comma too many', '[1,]', 'syntax', ''],
  ['a line break in a text', '"a\nb"', 'syntax', ''],
  ['an end too early', '{"a":', 'truncated', ''],
];

describe.each(SERVERS)('bodies that mean harm, on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let id: string;
  let before: string;
  const state = async () => (await server.admin.send('GET', '/admin/identities')).text;
  beforeAll(async () => {
    server = await startServer();
    ({ id } = await server.create({ schema_id: 'bare', metadata_public: { kept: true } }));
    before = await state();
  });
  afterAll(async () => {
    expect(await state()).toBe(before);
    await server.stop();
  });

  const around = (open: string, value: string | Buffer, close: string) =>
    Buffer.concat([Buffer.from(open), Buffer.from(value), Buffer.from(close)]);

  const PLACES: readonly (readonly [method: string, path: () => string, open: string, close: string, pointer: string])[] = [
    ['POST', () => '/admin/identities', '{"schema_id":"bare","metadata_public":', '}', '/metadata_public'],
    ['POST', () => '/admin/identities', '{"schema_id":"bare","traits":{"free":', '}}', '/traits/free'],
    ['PUT', () => `/admin/identities/${id}`, '{"metadata_admin":', '}', '/metadata_admin'],
    ['PUT', () => `/admin/identities/${id}`, '{"unknown member":', '}', '/unknown member'],
    ['PATCH', () => `/admin/identities/${id}`, '[{"op":"add","path":"/metadata_admin","value":', '}]', '/0/value'],
    [
      'PATCH',
      () => '/admin/identities',
      '{"identities":[{"create":{"schema_id":"bare"}},{"create":{"traits":',
      '}}]}',
      '/identities/1/create/traits',
    ],
    ['POST', () => '/admin/recovery/code', `{"identity_id":"${'0'.repeat(32)}","more":`, '}', '/more'],
  ];

  describe.each(PLACES)('%s %s %s', (method, path, open, close, pointer) => {
    test.each(VALUES)('%s', async (_what, value, rule, below) => {
      const body = around(open, value, rule === 'truncated' ? '' : close);
      const error = failure(await server.admin.send(method, path(), { body }), 400);
      expect(error.details).toMatchObject({
        code: expect.stringMatching(/^(body|patch)_/),
        rule,
        hint: expect.stringMatching(/./),
      });
      const place = String(error.details?.pointer ?? '');
      // What is no text at all has no place; a nesting is noticed somewhere inside.
      if (rule === 'encoding') return;
      if (rule === 'depth' || rule === 'truncated' || rule === 'syntax') expect(`${place}/`).toContain(`${pointer}/`);
      else expect(place).toContain(pointer + below);
    });
  });

  test('what is wrong is told with what was expected and got', async () => {
    const { details } = failure(
      await server.admin.send('POST', '/admin/identities', {
        body: '{"credentials":{"oidc":{"config":{"providers":[{"provider":5}]}}}}',
      }),
      400,
    );
    expect(details).toEqual({
      code: 'body_invalid',
      pointer: '/credentials/oidc/config/providers/0/provider',
      rule: 'type',
      expected: 'string',
      got: expect.stringMatching(/number/),
      hint: expect.stringMatching(/./),
    });
  });

  test('200 levels are not too many', async () => {
    const body = `{"schema_id":"bare","metadata_public":${deep(199)}}`;
    const created = await server.admin.send('POST', '/admin/identities', { body });
    expect(created.text).toContain(deep(199));
    const path = `/admin/identities/${created.json<{ id: string }>().id}`;
    expect((await server.admin.send('PATCH', path, { json: [{ op: 'add', path: '/metadata_admin', value: 1 }] })).status).toBe(
      200,
    );
    expect((await server.admin.send('DELETE', path)).status).toBe(204);
  });

  const padded = (size: number, open: string, close: string) =>
    `${open}"${'a'.repeat(size - open.length - close.length - 2)}"${close}`;
  const TOO_LARGE = 'http: request body too large';
  test.each([
    ['POST', () => '/admin/identities', { message: TOO_LARGE }],
    ['PATCH', () => '/admin/identities', { message: TOO_LARGE }],
    ['PATCH', () => `/admin/identities/${id}`, { message: TOO_LARGE }],
    ['PUT', () => `/admin/identities/${id}`, { reason: `Unable to read HTTP POST body: ${TOO_LARGE}` }],
    ['POST', () => '/admin/recovery/link', { reason: `Unable to read HTTP POST body: ${TOO_LARGE}` }],
  ])('%s of more than 5 MiB', async (method, path, error) => {
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await server.admin.send(method, path(), { body: padded(5 * MIB + 1, '{"metadata_public":', '}'), headers });
      expect(failure(answer, 400)).toMatchObject({ ...error, details: { rule: 'maxBytes', expected: 'at most 5242880 bytes' } });
    }
  });

  test('5 MiB are taken', async () => {
    const body = padded(5 * MIB, '{"schema_id":"bare","metadata_public":', '}');
    const created = await server.admin.send('POST', '/admin/identities', { body });
    expect(created.status).toBe(201);
    expect((await server.admin.send('DELETE', `/admin/identities/${created.json<{ id: string }>().id}`)).status).toBe(204);
  });
});
