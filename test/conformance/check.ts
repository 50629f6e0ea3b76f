// Replays the recorded exchanges against this checkout, on SQLite and on PostgreSQL: `npm run conformance`.
// Options are those of run.mjs (`-- --profile identities --only 'patch:' --verbose`). A newer copy of the recordings beside the
// checkout (../shared/conformance) is used when there is one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { twoFreePorts } from '../server/free-ports.ts';
import { createDatabase } from '../storage/create-database.ts';
import { startPostgres } from '../storage/start-postgres.ts';
import { DELIBERATE } from './deliberate.ts';

interface Report {
  readonly scenarios: number;
  readonly texts: number;
  readonly results: readonly {
    readonly name: string;
    readonly problems: readonly { readonly exchange: string; readonly problem: string }[];
  }[];
  readonly broken: readonly { readonly profile: string; readonly error: string }[];
}

/** The profiles of the parts that exist. */
const PROFILES = ['identities', 'listing', 'selfservice'];

const root = fileURLToPath(new URL('../../', import.meta.url));
const newer = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url));
const recordings = existsSync(join(newer, 'run.mjs')) ? newer : fileURLToPath(new URL('./', import.meta.url));
const asked = process.argv.slice(2);

const isDeliberate = (name: string, exchange: string) =>
  DELIBERATE.some((one) => one.scenario === name && one.exchange === exchange);

/** Ports that nobody has, for everything that the runner starts. */
async function ports(): Promise<string[]> {
  const names = ['public', 'admin', 'smtp', 'hook', 'ui'];
  const free = [...(await twoFreePorts()), ...(await twoFreePorts()), ...(await twoFreePorts())];
  return names.flatMap((name, i) => [`--${name}-port`, String(free[i])]);
}

/** Replays one profile. @returns how many scenarios are the same, and how many are not */
async function replay(profile: string, dsn: readonly string[], folder: string): Promise<{ same: number; different: number }> {
  const file = join(folder, `${profile}.json`);
  rmSync(file, { force: true });
  const start = `exec ${root}bin/zelos serve -c {config} --auto-migrate --watch-courier`;
  spawnSync(
    process.execPath,
    [
      ...[join(recordings, 'run.mjs'), 'check', '--quiet', '--start', start, '--report', file],
      ...dsn,
      ...(await ports()),
      ...asked,
      '--profile',
      profile,
    ],
    { stdio: 'inherit' },
  );
  if (!existsSync(file)) return { same: 0, different: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  let different = report.broken.length;
  for (const { profile: name, error } of report.broken) console.log(`DIFF ${name}: ${error}`);
  for (const { name, problems } of report.results) {
    const unexpected = problems.filter(({ exchange }) => !isDeliberate(name, exchange));
    if (unexpected.length > 0) different++;
    for (const { exchange, problem } of unexpected) console.log(`DIFF ${name}\n     ${exchange}\n       ${problem}`);
  }
  const reached = report.results.map(({ name }) => name);
  for (const { scenario, exchange } of DELIBERATE) {
    const result = report.results.find(({ name }) => name === scenario);
    if (!reached.includes(scenario) || result?.problems.some((problem) => problem.exchange === exchange)) continue;
    console.log(`DIFF ${scenario}\n     ${exchange}\n       is the same now: take it out of the deliberate differences`);
    different++;
  }
  return { same: report.scenarios - different, different };
}

const folder = mkdtempSync(join(tmpdir(), 'zelos-conformance-'));
const postgres = await startPostgres({ fsync: false });
let passed = 0;
let failed = 0;
try {
  const wanted = asked.includes('--profile') ? [asked[asked.indexOf('--profile') + 1] ?? ''] : PROFILES;
  for (const database of ['SQLite', 'PostgreSQL']) {
    for (const profile of wanted) {
      console.log(`${profile} on ${database}`);
      const dsn = database === 'SQLite' ? [] : ['--dsn', (await createDatabase(postgres.url)).url];
      const { same, different } = await replay(profile, dsn, folder);
      passed += same;
      failed += different;
    }
  }
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${DELIBERATE.length} deliberate differences (test/conformance/deliberate.ts)`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
