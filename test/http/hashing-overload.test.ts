import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BCRYPT } from './people.ts';
import { failure, type ServerUnderTest, startOnSqlite } from './server-under-test.ts';

describe('more passwords than may wait to be hashed', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startOnSqlite({ hashers: { bcrypt: { cost: 8 } }, zelos: { hashing: { concurrency: 1, max_waiting: 2 } } });
  });
  afterAll(() => server.stop());

  const clear = { schema_id: 'bare', credentials: { password: { config: { password: 'correct horse' } } } };
  const hashed = { schema_id: 'bare', credentials: { password: { config: { hashed_password: BCRYPT } } } };
  const create = (json: object) => server.admin.send('POST', '/admin/identities', { json });

  test('are refused with the time after which to try again; what was taken is there, hashes need not wait', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => create(clear)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(answers.length);
    for (const answer of refused) {
      expect(failure(answer, 429)).toMatchObject({
        status: 'Too Many Requests',
        reason: 'The queue for password hashing is full.',
        details: { code: 'hashing_overloaded' },
      });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    expect(await server.list()).toHaveLength(answers.length - refused.length);
    const [, ...imported] = await Promise.all([create(clear), ...Array.from({ length: 20 }, () => create(hashed))]);
    expect(imported.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect((await create(clear)).status).toBe(201);
  });

  test('a batch is refused as a whole', async () => {
    const before = (await server.list()).length;
    const json = { identities: Array(10).fill({ create: clear }) };
    const answer = await server.admin.send('PATCH', '/admin/identities', { json });
    expect(failure(answer, 429).details).toMatchObject({ code: 'hashing_overloaded' });
    expect(await server.list()).toHaveLength(before);
  });

  test('an update is refused as well, and changes nothing', async () => {
    const { id } = await server.create(hashed);
    const put = () =>
      server.admin.send('PUT', `/admin/identities/${id}`, { json: { metadata_public: 1, credentials: clear.credentials } });
    const before = await server.get(id, '?include_credential=password');
    const answers = await Promise.all([...Array.from({ length: 10 }, () => create(clear)), put()]);
    const last = answers.at(-1);
    if (last?.status === 429) expect(await server.get(id, '?include_credential=password')).toEqual(before);
    else expect(last?.status).toBe(200);
    expect((await put()).status).toBe(200);
  });
});
