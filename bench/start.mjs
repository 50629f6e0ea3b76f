#!/usr/bin/env node
// What a start costs: seconds until ready, CPU seconds until then, memory afterwards; many starts, the median.
// `node start.mjs --start CMD [--against CMD] [--seed-count N]`, `--help` for the rest.
import { setTimeout as pause } from 'node:timers/promises';
import { readOptions, START } from './lib/options.mjs';
import { cpuSeconds, memory } from './lib/process-tree.mjs';
import { figure, save, table } from './lib/report.mjs';
import { machine, openStage } from './lib/stage.mjs';
import { median } from './lib/statistics.mjs';

/** What is due right after the start (collections, lazy parts) is over by then. */
const REST_MS = 1000;
const MEASURES = ['seconds', 'cpuSeconds', 'rssMiB', 'pssMiB', 'anonymousMiB'];
const HEADER = ['command', 'ready s', 'CPU s', 'rss MiB', 'pss MiB', 'anonymous MiB', 'first start: ready s', 'CPU s'];

async function startOnce(server, commandLine) {
  const seconds = await server.start(commandLine);
  const spent = cpuSeconds(server.pid);
  await pause(REST_MS);
  const { rssMiB, pssMiB, anonymousMiB } = memory(server.pid);
  await server.stop();
  return { seconds, cpuSeconds: spent, rssMiB, pssMiB, anonymousMiB };
}

function summary(command, [first, ...starts]) {
  const medians = Object.fromEntries(MEASURES.map((name) => [name, median(starts.map((start) => start[name]))]));
  return { command, first, ...medians, starts };
}

const row = ({ command, first, ...medians }) => [
  command,
  ...MEASURES.map((name) => figure(medians[name])),
  figure(first.seconds),
  figure(first.cpuSeconds),
];

const options = readOptions('start.mjs', START);
const stage = await openStage(options);
try {
  const commands = [options.start, ...(options.against === undefined ? [] : [options.against])];
  if (options.seedCount > 0) {
    await stage.server.start();
    await stage.seed.importPeople(options.seedCount);
    await stage.server.stop();
  }
  const series = commands.map(() => []);
  for (let turn = 0; turn <= options.starts; turn++) {
    for (const [index, command] of commands.entries()) series[index].push(await startOnce(stage.server, command));
  }
  const { label, seedCount, serverCpus } = options;
  const results = commands.map((command, index) => summary(command, series[index]));
  save(options.json, { label, machine: machine(), serverCpus, seedCount, results });
  console.log(`${label}, ${seedCount} identities, ${options.starts} starts\n${machine()}\n${table(HEADER, results.map(row))}`);
} finally {
  await stage.close();
}
