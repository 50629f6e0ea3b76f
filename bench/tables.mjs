#!/usr/bin/env node
// Makes the tables of docs/performance.md: runs everything that they hold, keeps a report of each run, and writes
// them. `npm run bench:tables` (Node 24, as Zelos itself). What was interrupted goes on where it stopped.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from './lib/fingerprint.mjs';
import { readOptions } from './lib/options.mjs';
import { earlierReport, save } from './lib/report.mjs';
import { writeTables } from './tables/document.mjs';
import { QUICK, TABLES } from './tables/options.mjs';
import { estimate, planOf } from './tables/plan.mjs';
import { rendered } from './tables/render.mjs';
import { runStep } from './tables/run-step.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const quick = process.argv.includes('--quick');
const shortened = Object.entries(QUICK).map(([name, value]) => [name, [value, ...TABLES[name].slice(1)]]);
const options = readOptions('tables.mjs', quick ? { ...TABLES, ...Object.fromEntries(shortened) } : TABLES);
const { databases, seedCount, sizes, duration, rounds, only, start, results } = options;
const reportOf = ({ name }) => join(results, `${name}.json`);

const everyStep = planOf({ ...options, databases: ['sqlite', 'postgres'], start: '{workers}' });

/** What was measured of another program or in another way is not gone on with. */
function clearWhenOther() {
  const program = fingerprint(['../src', 'lib', 'workloads', 'profile'].map(here));
  const marks = { program, seedCount, sizes, duration, rounds, only, start };
  const file = join(results, 'made-of.json');
  if (options.fresh || !earlierReport(file, marks))
    for (const step of everyStep) rmSync(reportOf(step), { force: true });
  save(file, marks);
}

const minutes = (seconds) => `${Math.max(1, Math.round(seconds / 60))} min`;
const isMissing = (step) => !earlierReport(reportOf(step), { complete: true });

async function measureAll() {
  clearWhenOther();
  const steps = planOf(options).filter(isMissing);
  const total = steps.reduce((sum, step) => sum + estimate(step, options), 0);
  console.error(`${steps.length} runs, about ${minutes(total)}; the reports go to ${results}`);
  for (const [index, step] of steps.entries()) {
    const cpus = `server on ${step.cpus.server.join(',')}, load on ${step.cpus.load.join(',')}`;
    console.error(
      `\n${index + 1}/${steps.length} ${step.database}, ${step.title}: about ${minutes(estimate(step, options))}; CPUs: ${cpus}`,
    );
    const code = await runStep(step, options, reportOf(step));
    if (isMissing(step)) {
      console.error(`the run ended early, with code ${code}; the same command goes on from here`);
      process.exit(code || 1);
    }
  }
}

// The programs below hear of it, too, and end; what they measured is kept.
process.on('SIGINT', () => {});
if (!options.render) await measureAll();
const reports = {};
for (const step of everyStep) {
  if (existsSync(reportOf(step))) reports[step.name] = earlierReport(reportOf(step), {});
}
for (const name of writeTables(options.docs, rendered(reports))) console.error(`${options.docs}: ${name}`);
