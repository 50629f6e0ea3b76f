import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import type { AdminClient } from './admin-client.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

describe.each(EMPTY_DATABASES)('metadata and schemas on %s', (_, make) => {
  let running: Running;

  beforeAll(async () => {
    running = await startOn(make);
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let admin: AdminClient;
    let open: AdminClient;

    beforeAll(() => {
      admin = makeClient({ url: running.zelos.adminUrl });
      open = makeClient({ url: running.zelos.publicUrl });
    });

    test('the admin listener tells its version', async () => {
      const { status, data } = await admin.call('getVersion');
      expect(status).toBe(200);
      expect(data.version).toMatch(/^v?\d+\.\d+\.\d+/);
    });

    test.each(['admin', 'public'])('schemas are listed and read on the %s listener', async (listener) => {
      const client = listener === 'admin' ? admin : open;
      const { data: schemas } = await client.call('listIdentitySchemas');
      expect(schemas.map(({ id }) => id)).toEqual(['bare', 'code', 'person', 'phone', 'two-emails', 'username']);
      const { data: person } = await client.call('getIdentitySchema', { id: 'person' });
      expect(person).toMatchObject({ title: 'person', properties: { traits: { required: ['email'] } } });
      expect(schemas.find(({ id }) => id === 'person')?.schema).toEqual(person);
    });

    test('schemas come page by page, in both styles', async () => {
      const numbered = await open.call('listIdentitySchemas', { page: 1, perPage: 4 });
      expect(numbered.data.map(({ id }) => id)).toEqual(['two-emails', 'username']);
      expect(numbered.header('x-total-count')).toBe('6');
      const first = await open.call('listIdentitySchemas', { pageSize: 4 });
      expect(first.data.map(({ id }) => id)).toEqual(['bare', 'code', 'person', 'phone']);
    });

    test('a schema that there is not', async () => {
      const failure = await open.failure(open.call('getIdentitySchema', { id: 'nobody' }));
      expect(failure).toMatchObject({
        status: 404,
        error: { code: 404, status: 'Not Found', details: { code: 'schema_not_found' } },
      });
    });
  });

  describe.each(CLIENTS.filter(([, makeClient]) => makeClient({ url: '' }).has('isAlive')))('through %s', (_name, makeClient) => {
    test.each(['adminUrl', 'publicUrl'] as const)('it lives and is ready at %s', async (listener) => {
      const client = makeClient({ url: running.zelos[listener] });
      expect((await client.call('isAlive')).data).toEqual({ status: 'ok' });
      expect((await client.call('isReady')).data).toEqual({ status: 'ok' });
    });
  });
});

test('some client asks for the health', () => {
  const asking = CLIENTS.filter(([, makeClient]) => makeClient({ url: '' }).has('isAlive')).map(([name]) => name);
  expect(asking).toEqual(['@ory/kratos-client']);
});
