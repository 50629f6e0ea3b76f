import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '../storage/create-database.ts';
import { configuration, schemaUrl, writeConfiguration } from './configuration.ts';
import { emptyFolder, runZelos, serveZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

test('a wrong configuration: key, place, what was expected and what was found', async () => {
  await writeFile(
    join(folder.path, 'kratos.yml'),
    `${JSON.stringify(configuration()).slice(0, -1)},\n"serve": {\n  "public": { "port": "many" } } }`,
  );
  const { code, out, err } = await runZelos(['serve', '-c', 'kratos.yml'], { cwd: folder.path });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/serve\.public\.port .*kratos\.yml:3:/);
  expect(err).toMatch(/expected: a whole number/);
  expect(err).toMatch(/found: +"many"/);
});

test.each([
  ['a schema that is none', { type: 'object', properties: { traits: { type: 'nonsense' } } }, '#/properties/traits'],
  ['a schema without traits', { type: 'object' }, '#/properties'],
])('%s: the place of the fault', async (_, schema, place) => {
  const file = await writeConfiguration(folder.path, {
    identity: { default_schema_id: 'broken', schemas: [{ id: 'broken', url: schemaUrl(schema) }] },
  });
  const { code, err } = await runZelos(['serve', '-c', file], { cwd: folder.path });
  expect(code).toBe(1);
  expect(err).toContain('identity schema "broken"');
  expect(err).toContain(place);
  expect(err).not.toMatch(/^ +at /m);
});

test('a configuration file that is not there is named', async () => {
  const { code, err } = await runZelos(['serve', '-c', 'nowhere.yml'], { cwd: folder.path });
  expect([code, err]).toEqual([1, expect.stringContaining('nowhere.yml')]);
});

test('a database that a newer program wrote is left alone', async () => {
  const first = await serveZelos([], { cwd: folder.path });
  await first.stop();
  const database = new DatabaseSync(join(folder.path, 'data/zelos.sqlite'));
  database.exec("INSERT INTO zelos_migrations SELECT 9999, 'of tomorrow', checksum, applied_at FROM zelos_migrations LIMIT 1");
  database.close();
  const { code, err } = await runZelos(['serve'], { cwd: folder.path });
  expect([code, err]).toEqual([1, expect.stringContaining('newer')]);
});

test('PostgreSQL without migrations: the message names the command; --auto-migrate does it', async () => {
  const { url, drop } = await createDatabase();
  try {
    const file = await writeConfiguration(folder.path);
    const options = { cwd: folder.path, env: { DSN: url } };
    const refused = await runZelos(['serve', '-c', file], options);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('zelos migrate sql up -e --yes')]);
    const serving = await serveZelos(['-c', file, '--auto-migrate'], options);
    expect((await fetch(`${serving.publicUrl}/health/ready`)).status).toBe(200);
    expect(serving.written()).not.toContain(new URL(url).password || 'PASSWORD');
    expect(await serving.stop()).toBe(0);
  } finally {
    await drop();
  }
});

test('SIGTERM ends a server that still waits for its database', async () => {
  const file = await writeConfiguration(folder.path);
  const waiting = serveZelos(['-c', file], {
    cwd: folder.path,
    env: { DSN: 'postgres://zelos@127.0.0.1:1/zelos?sslmode=disable' },
    onWritten(written, signal) {
      if (written.includes('cannot be reached')) signal('SIGTERM');
    },
  });
  await expect(waiting).rejects.toThrow('zelos serve ended with 0');
});
