import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../storage/create-database.ts';
import { emptyFolder, runZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let database: TestDatabase;
beforeAll(async () => {
  folder = await emptyFolder();
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

const migrate = (args: readonly string[], input = '') =>
  runZelos(['migrate', 'sql', ...args], { cwd: folder.path, env: { DSN: database.url }, input });
const statesOf = async () => {
  const { code, out } = await migrate(['status', '-e', '--format', 'json']);
  expect(code).toBe(0);
  return [...new Set((JSON.parse(out) as { state: string }[]).map(({ state }) => state))];
};

test('nothing happens without a yes; status tells so with 0', async () => {
  expect(await statesOf()).toEqual(['Pending']);
  const silent = await migrate(['up', '-e']);
  expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('--yes')]);
  const no = await migrate(['up', '-e'], 'what?\nNo\n');
  expect([no.code, no.out]).toEqual([0, expect.stringContaining('Migration aborted.')]);
  expect(await statesOf()).toEqual(['Pending']);
});

test('up shows the plan, applies it, and does nothing the next time', async () => {
  const up = await migrate(['up', '-e', '--yes']);
  expect([up.code, up.err]).toEqual([0, '']);
  expect(up.out).toMatch(/The migration plan is as follows:\nVersion\s+Name\s+Status\n.*Pending/);
  expect(up.out).toContain('Successfully applied migrations!');
  expect(await statesOf()).toEqual(['Applied']);
  const again = await migrate(['up', '-e', '-y']);
  expect([again.code, again.out]).toEqual([0, expect.not.stringContaining('Pending')]);
});

test('the older spelling works too, with flags on either side', async () => {
  const old = await migrate(['-e', '--yes']);
  expect([old.code, old.err]).toEqual([0, expect.stringContaining('deprecated')]);
  const before = await migrate(['-e', 'status', '--quiet']);
  expect([before.code, before.out, before.err]).toEqual([0, expect.stringMatching(/^(\d+\n)+$/), '']);
});

test.each([
  ['no database named', ['up', '--yes'], 'which database'],
  ['something that is no URL', ['up', 'nonsense', '--yes'], 'names no database'],
  ['down', ['down', '-e', '--steps', '1'], 'only go forward'],
  ['an unknown flag', ['up', '--nope'], '--nope'],
])('%s: 1, and why', async (_, args, why) => {
  const { code, err } = await migrate(args);
  expect([code, err]).toEqual([1, expect.stringContaining(why)]);
  expect(err).not.toMatch(/^ +at /m);
});
