import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyFolder, type Serving, serveZelos } from './program.ts';

vi.setConfig({ testTimeout: 180_000 });

/** Nothing here is a matter of time; a loaded machine is given much of it. */
const PATIENCE = { timeout: 60_000, interval: 50 };

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let serving: Serving | undefined;

beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(async () => {
  await serving?.stop('SIGKILL');
  serving = undefined;
  await folder.remove();
});

const at = (name: string) => join(folder.path, name);

const schemaOf = (trait: string) =>
  JSON.stringify({ type: 'object', properties: { traits: { type: 'object', properties: { [trait]: { type: 'string' } } } } });

const configOf = (more: string) => `
dsn: sqlite://${at('db.sqlite')}
identity:
  schemas: [{ id: default, url: file://${at('person.json')} }]
selfservice:
  default_browser_return_url: http://127.0.0.1:4455/
secrets:
  default: [test-default-secret-0001]
${more}`;

/** Replaces a file as a whole: nobody sees half of it. */
async function replace(name: string, text: string): Promise<void> {
  await writeFile(at(`${name}.next`), text);
  await rename(at(`${name}.next`), at(name));
}

async function serve(args: readonly string[] = []): Promise<Serving> {
  await writeFile(at('person.json'), schemaOf('name'));
  serving = await serveZelos(['-c', 'kratos.yml', ...args], { cwd: folder.path, env: { DEV: 'true', LOG_LEVEL: 'debug' } });
  return serving;
}

interface State {
  readonly revision: string | null;
  readonly error: string | null;
  readonly restart_required: readonly string[];
}

const stateOf = async ({ adminUrl }: Serving): Promise<State> => {
  // A connection of its own each time: it comes to any of the workers.
  const headers = { accept: 'application/json', connection: 'close' };
  return (await fetch(`${adminUrl}/admin/health/config`, { headers })).json() as Promise<State>;
};

const revisionOf = async (server: Serving) => (await stateOf(server)).revision;

test('a file that changes, breaks and is mended; a schema that does', async () => {
  await writeFile(at('kratos.yml'), configOf('revision: one'));
  const server = await serve();
  expect(await revisionOf(server)).toBe('one');
  await replace('kratos.yml', configOf('revision: two'));
  await expect.poll(() => revisionOf(server), PATIENCE).toBe('two');

  await replace('kratos.yml', configOf('revision: three\nsession: { lifespan: soon }\nunknown: 1'));
  await expect.poll(async () => (await stateOf(server)).error, PATIENCE).toContain('session.lifespan');
  expect(await revisionOf(server)).toBe('two');
  const told = () =>
    server
      .written()
      .split('\n')
      .find((line) => line.includes('ERROR The configuration cannot be used'));
  await expect.poll(told, PATIENCE).toMatch(/session\.lifespan \(kratos\.yml:10:12\)/);
  expect(told()).toContain('unknown (kratos.yml:11:1)');

  await replace('kratos.yml', configOf('revision: four\nserve: { admin: { host: 127.0.0.9 } }'));
  await expect.poll(() => revisionOf(server), PATIENCE).toBe('four');
  expect(await stateOf(server)).toMatchObject({ error: null, restart_required: ['serve.admin.host'] });

  await replace('person.json', '{"type":');
  await expect.poll(async () => (await stateOf(server)).error, PATIENCE).toContain('person.json');
  await replace('person.json', schemaOf('nick'));
  await expect.poll(async () => (await stateOf(server)).error, PATIENCE).toBe(null);
  expect(await server.stop()).toBe(0);
});

test('SIGHUP loads again what no file tells of', async () => {
  await writeFile(at('kratos.yml'), configOf(''));
  const server = await serve();
  const times = () => server.written().match(/The configuration was loaded again/g)?.length ?? 0;
  process.kill(server.pid, 'SIGHUP');
  await expect.poll(times, PATIENCE).toBe(1);
  process.kill(server.pid, 'SIGHUP');
  await expect.poll(times, PATIENCE).toBe(2);
  expect(await server.stop()).toBe(0);
});

test('a folder as Kubernetes mounts it, and two workers: all of them, also one that comes later', async () => {
  async function publish(version: string): Promise<void> {
    await mkdir(at(`..${version}`));
    await writeFile(at(`..${version}/kratos.yml`), configOf(`revision: ${version}`));
    await symlink(`..${version}`, at('..data.next'));
    await rename(at('..data.next'), at('..data'));
  }
  await publish('one');
  await symlink('..data/kratos.yml', at('kratos.yml'));
  const server = await serve(['--workers', '2']);
  const workers = () =>
    [...server.written().matchAll(/A worker process listens\. .*worker=(\d+)/g)].map(([, pid]) => Number(pid));
  /** What is said in many answers: connections are divided by chance. */
  const revisions = async () => new Set(await Promise.all(Array.from({ length: 30 }, () => revisionOf(server))));
  await publish('two');
  await expect.poll(revisions, PATIENCE).toEqual(new Set(['two']));

  // Files that nobody may look at any more when a worker starts.
  await writeFile(at('person.json'), 'no schema');
  await writeFile(at('kratos.yml'), ':');
  process.kill(workers()[0] ?? 0, 'SIGKILL');
  await expect.poll(() => workers().length, PATIENCE).toBe(3);
  const errors = async () => {
    const states = await Promise.all(Array.from({ length: 30 }, () => stateOf(server)));
    return new Set(states.map(({ revision, error }) => `${revision} ${error === null ? 'well' : 'refused'}`));
  };
  await expect.poll(errors, PATIENCE).toEqual(new Set(['two refused']));
  expect(await server.stop()).toBe(0);
});
