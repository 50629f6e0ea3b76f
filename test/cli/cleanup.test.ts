import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clean } from '../../src/cli/cleanup/clean.ts';
import { timestampOf } from '../../src/lib/clock.ts';
import { clock, DATABASES } from '../storage/databases.ts';
import { aContinuity, aFlow, aFlowError, anIdentity, aSession } from '../storage/samples.ts';
import { configuration } from './configuration.ts';
import { runHere } from './in-process.ts';
import { emptyFolder } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder.remove());

const ago = (hours: number) => timestampOf(clock.micros() - hours * 3_600_000_000);

test.each(DATABASES)('what ended goes, what has not or did lately stays: %s', async (_, make) => {
  const place = await make();
  const store = await place.open();
  const identity = anIdentity();
  await store.identities.create([identity]);
  // More than one page, with ended ones on each.
  const sessions = Array.from({ length: 510 }, (_, index) =>
    aSession(identity.row.id, { createdAt: ago(index), expiresAt: ago(index % 100 === 9 ? 3 : -1) }),
  );
  await Promise.all(sessions.map((session) => store.sessions.create(session)));
  const flows = [aFlow({ expiresAt: ago(3) }), aFlow({ expiresAt: ago(3) }), aFlow({ expiresAt: ago(1) })];
  for (const flow of flows) await store.flows.create(flow);
  const errors = [aFlowError({ createdAt: ago(25) }), aFlowError({ createdAt: ago(23) })];
  for (const error of errors) await store.flowErrors.create(error);
  await store.continuities.create(aContinuity({ expiresAt: ago(3) }));

  const removed: Record<string, number> = {};
  const pauses: number[] = [];
  const options = {
    store,
    clock,
    keepMs: 2 * 3_600_000,
    batchSize: 2,
    tablePauseMs: 777,
    pause: async (ms: number) => pauses.push(ms),
    onTable: (name: string, count: number) => {
      removed[name] = count;
    },
  };
  await clean(options);
  expect(removed).toEqual({ sessions: 6, flows: 2, tokenExchanges: 0, flowErrors: 1, continuities: 1 });
  // After sessions, flows and errors; none after a table without anything to remove, nor at the end.
  expect(pauses.filter((ms) => ms === 777)).toHaveLength(3);
  expect(await store.flows.get('recovery', flows[2]?.id ?? '')).toBeDefined();
  await clean(options);
  expect(removed).toEqual({ sessions: 0, flows: 0, tokenExchanges: 0, flowErrors: 0, continuities: 0 });
  await clean({ ...options, keepMs: 0 });
  expect(removed).toEqual({ sessions: 0, flows: 1, tokenExchanges: 0, flowErrors: 0, continuities: 0 });
  await store.close();
  await place.remove();
});

test('the command takes the database from a URL or a configuration, and tells what it removed', async () => {
  const url = `sqlite://${join(folder.path, 'cleanup.sqlite')}`;
  const empty = 'TABLE\t\tREMOVED\nsessions\t0\nflows\t\t0\ntoken exchanges\t0\nflow errors\t0\ncontinuities\t0\n';
  const given = await runHere(['cleanup', 'sql', url, '--keep-last', '24h', '--database.cleanup.sleep.tables', '1ms', '-b', '5']);
  expect(given).toEqual({ code: 0, out: empty, err: '' });
  const file = join(folder.path, 'cleanup.json');
  await writeFile(file, JSON.stringify(configuration({ dsn: url, secrets: { default: ['sixteen-characters'] } })));
  expect(await runHere(['cleanup', 'sql', '-e', '-c', file])).toEqual({ code: 0, out: empty, err: '' });
});

test.each([
  ['no database', ['--read-from-env=false'], 'expected to get the DSN'],
  ['something that is no URL', ['nonsense'], 'names no database'],
  ['a batch of nothing', ['sqlite:///tmp/x', '-b', '0'], '--database.cleanup.batch_size takes a whole number'],
  ['no duration', ['sqlite:///tmp/x', '--keep-last', 'long'], '--keep-last takes a duration'],
])('%s: 1, and why', async (_, flags, why) => {
  const { code, out, err } = await runHere(['cleanup', 'sql', ...flags]);
  expect([code, out, err]).toEqual([1, '', expect.stringContaining(why)]);
});
