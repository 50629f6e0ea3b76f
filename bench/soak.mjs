#!/usr/bin/env node
// Mixed load for a long time, with faults: nothing that was acknowledged may be lost, nothing may fail outside of faults,
// memory stays flat. `npm run bench:soak` (Node 24, as Zelos itself); README.md says what is checked. Exit status 1 means
// that something was lost or wrong.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
// The PostgreSQL of the tests: it ends with this process, in whatever way that ends. TypeScript, hence Node 24.
import { startPostgres } from '../test/storage/start-postgres.ts';
import { readOptions } from './lib/options.mjs';
import { save } from './lib/report.mjs';
import { ServerUnderTest } from './lib/server.mjs';
import { machine } from './lib/stage.mjs';
import { now } from './lib/tally.mjs';
import { runFaults } from './soak/faults.mjs';
import { createLane } from './soak/lane.mjs';
import { MemoryWatch } from './soak/memory-watch.mjs';
import { SOAK } from './soak/options.mjs';
import { Record } from './soak/record.mjs';
import { complaintsOf, textOf } from './soak/verdict.mjs';
import { verifyAll } from './soak/verify.mjs';
import { Windows } from './soak/windows.mjs';

const QUIET_LOOK_MS = 200;
const LEAST_FAULT_SECONDS = 20;
const FAULTS = 16;
const PROGRESS_MS = 30_000;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const options = readOptions('soak.mjs', SOAK);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const dir = options.dir ? resolve(options.dir) : mkdtempSync(join(tmpdir(), 'soak-'));
const postgres = options.database === 'postgres' ? await startPostgres({ port: options.postgresPort }) : undefined;
const server = new ServerUnderTest({
  start: options.start.replaceAll('{workers}', String(options.workers)),
  dsn: postgres ? postgres.url : `sqlite://${join(dir, 'db.sqlite')}?_fk=true&_journal=WAL&mode=rwc`,
  dir,
  cpus: Array.from({ length: availableParallelism() }, (_, cpu) => cpu),
  publicPort: options.publicPort,
  adminPort: options.adminPort,
});
const windows = new Windows(options.grace);
const record = new Record();
// Without {workers} in the command there is one process, whatever --workers says.
const workers = options.start.includes('{workers}') ? options.workers : 1;
const run = { server, postgres, windows, record, workers };

/** Deletes somebody whom a lane believes to be there, without telling it. */
async function sabotage(lanes) {
  const [victim] = lanes.find(({ people }) => people.size > 0).people;
  await fetch(`${server.adminUrl}/admin/identities/${victim.id}`, { method: 'DELETE' });
  console.error(`sabotage: ${victim.id} was deleted behind the back of its lane`);
}

async function underLoad(lanes) {
  const until = now() + options.minutes * 60_000;
  let broken = false;
  const isOver = () => broken || now() >= until;
  const every = options.faultEvery ?? Math.max(LEAST_FAULT_SECONDS, (options.minutes * 60) / FAULTS);
  const progress = setInterval(() => {
    const left = Math.round((until - now()) / 1000);
    console.error(`${left} s left; acknowledged: ${JSON.stringify(record.acknowledged)}; wrong: ${record.wrong.count}`);
  }, PROGRESS_MS);
  if (options.sabotage) setTimeout(sabotage, options.minutes * 30_000, lanes);
  const faults = runFaults(run, { names: options.faults, every, isOver }).catch((error) => {
    broken = true;
    record.isWrong(`a fault could not be ended: ${error.message}`);
  });
  await Promise.all([faults, ...lanes.map((lane) => lane.run(isOver))]);
  clearInterval(progress);
  return broken;
}

/** @returns what was looked at; undefined when the server was not there any more */
async function atTheEnd(lanes) {
  while (!windows.quiet) await sleep(QUIET_LOOK_MS);
  console.error('the load is over; what is in doubt is settled');
  await Promise.all(lanes.map((lane) => lane.settleAll()));
  console.error('everything is looked at');
  return verifyAll(lanes, run);
}

async function close() {
  await server.close();
  await postgres?.stop();
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().finally(() => process.exit(130)));

try {
  const description = machine();
  await server.start();
  const lanes = Array.from({ length: options.lanes }, () => createLane(run, options));
  const watch = new MemoryWatch(() => server.pid);
  const broken = await underLoad(lanes);
  watch.stop();
  const verified = broken ? undefined : await atTheEnd(lanes);
  for (const lane of lanes) lane.close();
  const report = {
    label: `Zelos, ${options.database}, ${workers === 1 ? 'one process' : `${workers} processes`}`,
    machine: description,
    minutes: options.minutes,
    lanes: options.lanes,
    acknowledged: record.acknowledged,
    errors: record.errors,
    examples: record.examples,
    wrong: record.wrong,
    faults: windows.all,
    memory: watch.summary(options.minutes),
    latencies: record.latencies,
    verified,
  };
  report.complaints = complaintsOf(report);
  save(options.json, report);
  console.log(textOf(report));
  process.exitCode = report.complaints.length === 0 ? 0 : 1;
  if (process.exitCode === 0 && !options.dir) rmSync(dir, { recursive: true, force: true });
  else console.log(`the log of the server is in ${dir}`);
} finally {
  await close();
}
