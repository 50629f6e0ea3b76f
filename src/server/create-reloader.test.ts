import { expect, test } from 'vitest';
import { loadConfig } from '../config/load-config.ts';
import { memoryInputs } from '../config/testing/memory-inputs.ts';
import { type Configured, configuredAtStart } from './configured.ts';
import { createReloader } from './create-reloader.ts';

const documentOf = (name: string) =>
  JSON.stringify({ type: 'object', properties: { traits: { type: 'object', properties: { [name]: { type: 'string' } } } } });

const base64 = (text: string) => `base64://${Buffer.from(text).toString('base64')}`;

const fileOf = (more = '', schema = documentOf('email')) => `
dsn: memory
identity:
  schemas:
    - id: default
      url: ${base64(schema)}
selfservice:
  default_browser_return_url: https://app.example/
secrets:
  default: [a-secret-of-some-length]
${more}`;

/** A reloader over a file in memory. */
async function reloaderOf(text: string) {
  const inputs = memoryInputs({ 'kratos.yml': text });
  const lines: [level: string, details: object, message: string][] = [];
  const line = (level: string) => (details: object, message: string) => lines.push([level, details, message]);
  const applied: Configured[] = [];
  const refused: string[] = [];
  const reloader = createReloader({
    inputs,
    running: configuredAtStart(await loadConfig(inputs), '2025-01-01T00:00:00Z'),
    apply: (next) => void applied.push(next),
    refuse: (why) => refused.push(why),
    fetch: () => Promise.reject(new TypeError('no network here')),
    clock: { micros: () => 1_750_000_000_000_000 },
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
  });
  return {
    reloader,
    applied,
    refused,
    /** What was logged since the last call. */
    said: () => lines.splice(0),
    write: (changed: string) => inputs.kept.set('/srv/zelos/kratos.yml', changed),
  };
}

test('takes up what changed, and says which keys', async () => {
  const { reloader, applied, said, write } = await reloaderOf(fileOf());
  write(fileOf('session: {lifespan: 1h}\nrevision: two\n'));
  expect(await reloader.reload()).toEqual({ restartRequired: [] });
  expect(applied).toHaveLength(1);
  expect(applied[0]).toMatchObject({ loadedAt: '2025-06-15T15:06:40Z', refusal: null });
  expect(applied[0]?.loaded.config.session.lifespanMs).toBe(3_600_000);
  const keys = ['revision', 'session.lifespan'];
  expect(said()).toEqual([['info', { keys, schemas: [] }, 'The configuration was loaded again.']]);
});

test('the same again is nothing, unless it is asked for', async () => {
  const { reloader, applied, said } = await reloaderOf(fileOf());
  await reloader.reload();
  expect(applied).toEqual([]);
  expect(said().map(([level]) => level)).toEqual(['debug']);
  await reloader.reload({ always: true });
  expect(applied).toHaveLength(1);
});

test('what needs a restart is told once, and again when it is another key', async () => {
  const { reloader, said, write } = await reloaderOf(fileOf());
  const message = 'Changes of these keys take effect when the server is started again.';
  const waiting = () => said().filter(([level]) => level === 'warn');
  write(fileOf('log: {level: debug}\n'));
  expect(await reloader.reload()).toEqual({ restartRequired: ['log.level'] });
  expect(waiting()).toEqual([['warn', { keys: ['log.level'] }, message]]);
  write(fileOf('log: {level: debug}\nrevision: two\n'));
  await reloader.reload();
  expect(waiting()).toEqual([]);
  write(fileOf('log: {level: debug}\nserve: {admin: {port: 1}}\n'));
  await reloader.reload();
  expect(waiting()).toEqual([['warn', { keys: ['log.level', 'serve.admin.port'] }, message]]);
});

test('a file with faults changes nothing; all of them are told, and that they were mended', async () => {
  const { reloader, applied, refused, said, write } = await reloaderOf(fileOf());
  write(fileOf('session: {lifespan: soon}\nunknown: 1\n'));
  await expect(reloader.reload()).rejects.toThrow('session.lifespan');
  expect(applied).toEqual([]);
  const [[level, details, message] = []] = said();
  expect([level, message]).toEqual(['error', expect.stringContaining('the one before stays in use')]);
  expect(details).toEqual({
    faults: [
      expect.stringMatching(/^unknown \(kratos.yml:12:1\): expected/),
      expect.stringContaining('session.lifespan (kratos.yml:11:11)'),
    ],
  });
  expect(refused).toEqual([(details as { faults: string[] }).faults.join('\n')]);
  write(fileOf());
  await reloader.reload();
  expect(applied).toHaveLength(1);
  expect(said()).toEqual([['info', { keys: [], schemas: [] }, 'The configuration can be used again, and is.']]);
});

test.each([
  ['is no schema', fileOf('', '{"type": 5}'), 'identity schema "default"'],
  ['cannot be read', fileOf().replace(/base64:\S+/, 'https://schemas.example/person.json'), 'identity schema "default"'],
])('an identity schema that %s changes nothing', async (_, text, why) => {
  const { reloader, applied, refused, write } = await reloaderOf(fileOf());
  write(text);
  await expect(reloader.reload()).rejects.toThrow(why);
  expect(applied).toEqual([]);
  expect(refused).toEqual([expect.stringContaining(why)]);
});

test('the faults of all schemas are told', async () => {
  const { reloader, refused, write } = await reloaderOf(fileOf());
  write(
    fileOf()
      .replace('schemas:', `schemas:\n    - id: other\n      url: ${base64('{')}`)
      .replace(/base64:\S+\nself/, `${base64('[]')}\nself`),
  );
  await expect(reloader.reload()).rejects.toThrow('"other"');
  expect(refused[0]?.split('\n')).toEqual([expect.stringContaining('"other"'), expect.stringContaining('"default"')]);
});

test('warnings that were told at the start are not told again', async () => {
  const { reloader, said, write } = await reloaderOf(fileOf('dev: true\n'));
  write(fileOf('dev: true\nhashers: {bcrypt: {cost: 5}}\n'));
  await reloader.reload();
  expect(said().filter(([level]) => level === 'warn')).toEqual([
    ['warn', {}, expect.stringContaining('hashers.bcrypt.cost: 5 is too weak')],
  ]);
});
