import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillKratos, idOf } from '../kratos/fill-kratos.ts';
import { kratosConfiguration } from '../kratos/kratos-configuration.ts';
import { KRATOS_PLACES, type KratosPlace } from '../kratos/kratos-place.ts';
import { emptyFolder, runZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let kratos: KratosPlace;
beforeAll(async () => {
  const [[, make] = []] = KRATOS_PLACES;
  if (!make) throw new TypeError('no place');
  [folder, kratos] = [await emptyFolder(), await make()];
  await fillKratos(kratos);
  await writeFile(join(folder.path, 'kratos.yml'), JSON.stringify(await kratosConfiguration(kratos.dsn)));
});
afterAll(async () => {
  await kratos.remove();
  await folder.remove();
});

const migrate = (args: readonly string[], input = '') =>
  runZelos(['migrate', 'kratos', '--from', kratos.dsn, '-c', 'kratos.yml', ...args], {
    cwd: folder.path,
    env: { DSN: 'sqlite://zelos.sqlite' },
    input,
  });

test('a dry run and a no change nothing, a yes moves sessions as well, but no messages unless they are asked for', async () => {
  const dry = await migrate(['--dry-run']);
  expect([dry.code, dry.out]).toEqual([0, expect.stringMatching(/^identities\t+6\t+6\t+0\t+0/m)]);
  expect(dry.err).toContain('note: 1 identities have a schema that identity.schemas does not name');
  expect(dry.err).toMatch(/Dry run: nothing was written\.\n$/);
  const silent = await migrate([]);
  expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('--yes')]);
  const no = await migrate([], 'no\n');
  expect([no.code, no.out, no.err]).toEqual([0, '', expect.stringContaining('Take over 6 identities')]);

  const yes = await migrate(['--format', 'json'], 'yes\n');
  expect([yes.code, yes.err]).toEqual([0, expect.stringMatching(/compared with what it was\.\n$/)]);
  const report: unknown = JSON.parse(yes.out);
  expect(report).toMatchObject({
    complete: true,
    identities: { taken_over: 6, there_before: 0, failed: 0 },
    sessions: { taken_over: 2 },
    verification: { holds: true, found: { identities: 6, credentials: 11, identifiers: 13 } },
  });
  expect(report).not.toHaveProperty('messages');
});

test('what cannot be taken over is told, and the exit code is 1', async () => {
  await kratos.run(`UPDATE identities SET created_at = 'yesterday' WHERE id = '${idOf(3)}'`);
  const { code, err } = await migrate(['--yes', '--include', 'identities']);
  expect([code, err]).toEqual([1, expect.stringContaining(`identity ${idOf(3)}: created_at is "yesterday", which is no time\n`)]);
  expect(err).toContain('not everything was taken over');
});

test.each([
  ['a part that there is not', ['--include', 'flows'], '--include takes'],
  ['a network that is no UUID', ['--network', 'x'], '--network takes'],
])('%s: 1, and why', async (_what, args, why) => {
  const { code, err } = await migrate(args);
  expect([code, err]).toEqual([1, expect.stringContaining(why)]);
  expect(err).not.toMatch(/^ +at /m);
});

test('a file that is not there is not made', async () => {
  const from = (env: Record<string, string>) =>
    runZelos(['migrate', 'kratos', '-c', 'kratos.yml', '--yes'], {
      cwd: folder.path,
      env: { DSN: 'sqlite://zelos.sqlite', ...env },
    });
  const { code, err } = await from({ KRATOS_DSN: 'sqlite://none.sqlite' });
  expect([code, err]).toEqual([1, expect.stringMatching(/none\.sqlite cannot be read/)]);
  expect(await readdir(folder.path)).not.toContain('none.sqlite');
  const nowhere = await from({});
  expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('--from')]);
});
