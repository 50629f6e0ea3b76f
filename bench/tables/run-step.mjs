// Runs one step of the plan: a database of its own, then run.mjs or growth.mjs as a program of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
// The PostgreSQL of the tests: it ends with this process, in whatever way that ends. TypeScript, hence Node 24.
import { startPostgres } from '../../test/storage/start-postgres.ts';
import { onCpus } from '../lib/cpus.mjs';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Operators of a database server do it before the start, as the reference's have to. */
const MIGRATE = 'exec bin/zelos migrate sql up -e --yes';
const VACUUM = fileURLToPath(new URL('vacuum.mjs', import.meta.url));

async function databaseOf({ database, cpus }, { postgresSettings, postgresPort }) {
  if (database === 'sqlite') return { args: [], stop: async () => {} };
  const server = await startPostgres({
    settings: postgresSettings,
    port: postgresPort,
    wrapper: onCpus(cpus.load, []),
  });
  const tidy = `exec '${process.execPath}' '${VACUUM}'`;
  return {
    args: ['--migrate', MIGRATE, '--dsn', server.url, '--database-pid', String(server.pid()), '--after-seed', tidy],
    stop: () => server.stop(),
  };
}

/** Ends with the exit code of the program: 1 when a workload had errors, 130 when it was interrupted. */
export async function runStep(step, options, json) {
  const { publicPort, adminPort, barePort, duration, rounds, start } = options;
  const database = await databaseOf(step, options);
  const settings = {
    start: start.replaceAll('{workers}', String(step.workers)),
    label: `Zelos, ${step.database}, ${step.title}`,
    'server-cpus': step.cpus.server,
    'load-cpus': step.cpus.load,
    'public-port': publicPort,
    'admin-port': adminPort,
    'bare-port': barePort,
    duration,
    rounds,
    only: step.workloads.map(({ name }) => name),
    json,
  };
  const args = [...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]), '--resume'];
  const program = fileURLToPath(new URL(`../${step.program}`, import.meta.url));
  try {
    const child = spawn(process.execPath, [program, ...args, ...step.args, ...database.args], {
      cwd: PROJECT,
      stdio: ['ignore', process.stderr, 'inherit'],
    });
    return await new Promise((done, failed) => {
      child.once('error', failed);
      child.once('exit', (code, signal) => done(signal ? 130 : code));
    });
  } finally {
    await database.stop();
  }
}
