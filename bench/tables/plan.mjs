// What has to be measured: one step is one run of run.mjs or growth.mjs, and one report.
import { availableParallelism } from 'node:os';
import { reads } from '../workloads/reads.mjs';
import { selected } from '../lib/options.mjs';
import { workloads } from '../workloads/all.mjs';

/** What is read and written with two processes; single words of names, as --only takes them. */
const TWO_PROCESSES = ['get-identity', 'whoami', 'list-by-identifier', 'create', 'put', 'patch', 'delete', 'batch'];
/** Reads whose cost could depend on the number of identities. */
const GROWING = ['get-identity', 'whoami', 'list'];
/** Nothing is said about the rate of this import, so it need not be one batch after the other. */
const GROWTH_LANES = 4;

/** One process on one CPU, the load and the database server on the others; on a single CPU all share it. */
function cpusOf(processes) {
  const all = Array.from({ length: availableParallelism() }, (_, cpu) => cpu);
  const server = all.slice(0, processes);
  const rest = all.slice(processes);
  return { server, load: rest.length > 0 ? rest : all };
}

const both = (wanted, only) => (name) => selected(name, wanted?.join(',')) && selected(name, only);

/**
 * @param {object} options of tables.mjs
 * @returns {{name: string, title: string, database: string, program: string, workers: number,
 *   cpus: {server: number[], load: number[]}, workloads: object[], args: string[], sizes: number[]}[]}
 */
export function planOf({ databases, seedCount, sizes, only, start }) {
  const chosen = (all, wanted) => all.filter(({ name }) => both(wanted, only)(name));
  const fixed = { program: 'run.mjs', sizes: [seedCount], args: ['--seed-count', String(seedCount)] };
  const growing = {
    program: 'growth.mjs',
    sizes,
    args: ['--sizes', sizes.join(','), '--import-lanes', String(GROWTH_LANES)],
  };
  const steps = databases.flatMap((database) => [
    { name: `${database}-one`, title: 'one process', workers: 1, workloads, ...fixed, database },
    {
      name: `${database}-two`,
      title: 'two processes',
      workers: 2,
      workloads,
      wanted: TWO_PROCESSES,
      ...fixed,
      database,
    },
    {
      name: `${database}-growth`,
      title: 'growth',
      workers: 1,
      workloads: reads,
      wanted: GROWING,
      ...growing,
      database,
    },
  ]);
  return steps
    .filter(({ workers }) => workers === 1 || start.includes('{workers}'))
    .map((step) => ({ ...step, cpus: cpusOf(step.workers), workloads: chosen(step.workloads, step.wanted) }));
}

// What the estimate rests on: it should be right within a factor of two on a machine of moderate taste.
const IMPORTS_PER_SECOND = 5000;
const START_SECONDS = 1;
const STARTS = 8;
const LOOK_SECONDS = 1;
const WARMUP_SECONDS = 1.5;
/** bench/lib/options.mjs gives them longer windows. */
const LONGER = { hash: 2, bulk: 2 };

/** Seconds that a step takes, roughly. */
export function estimate({ sizes, workloads, program }, { duration, rounds }) {
  const window = ({ kind }) => 2 * (duration + WARMUP_SECONDS / 2) * (LONGER[kind] ?? 1);
  const once = workloads.reduce((sum, workload) => sum + LOOK_SECONDS + rounds * window(workload), 0);
  const levels = program === 'growth.mjs' ? sizes.length : 1;
  return Math.max(...sizes) / IMPORTS_PER_SECOND + levels * (once + STARTS * START_SECONDS);
}
