#!/usr/bin/env node
// Far more load than a server can serve, for minutes: does it stay up, does it answer everybody in bounded time (2xx, or 429 and
// 503), does its memory stay flat, is it itself again afterwards? Linux, Node >= 20, no dependencies. `node overload.mjs --help`.
import { join } from 'node:path';
import { fill } from './lib/fill.mjs';
import { readOptions } from './lib/options.mjs';
import { memory } from './lib/process-tree.mjs';
import { save } from './lib/report.mjs';
import { machine, openStage } from './lib/stage.mjs';
import { median } from './lib/statistics.mjs';
import { Crowds } from './overload/crowds.mjs';
import { OVERLOAD } from './overload/options.mjs';

const LOOK_MS = 1000;
const LINE_EVERY = 10;
const RECOVERY_MS = 60_000;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const text = (statuses) => Object.entries(statuses).map(([status, count]) => `${status}: ${count}`).join(', ');

/** Milliseconds until a health check is answered; -1 when it is not within a minute. */
async function health(server) {
  const began = performance.now();
  const ok = await fetch(`${server.publicUrl}/health/alive`, {
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(RECOVERY_MS),
  }).then(
    (answer) => answer.arrayBuffer().then(() => answer.ok),
    (error) => {
      console.log(`no answer to a health check: ${error.cause?.message ?? error.message}`);
      return false;
    },
  );
  return ok ? Math.round(performance.now() - began) : -1;
}

async function watch(stage, crowds, minutes) {
  const looks = [];
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
    const before = Date.now();
    const healthMs = await health(stage.server);
    const { rssMiB, pssMiB, anonymousMiB } = memory(stage.server.pid);
    looks.push({ rssMiB, pssMiB, anonymousMiB, healthMs });
    if (looks.length % LINE_EVERY === 0) {
      const { statuses, slowestMs, slowest } = crowds.lap();
      console.log(
        `look ${looks.length}  rss ${rssMiB} MiB  own ${anonymousMiB} MiB  health ${healthMs} ms  slowest ${Math.round(slowestMs)} ms (${slowest.slice(0, 40)})  ${text(statuses)}`,
      );
    }
    await sleep(Math.max(0, LOOK_MS - (Date.now() - before)));
  }
  return looks;
}

/** Medians of the first and the last third, without the warm-up. */
function thirds(looks, key, warmup) {
  const counted = looks.slice(Math.min(warmup, looks.length - 3)).map((look) => look[key]);
  const third = Math.max(1, Math.floor(counted.length / 3));
  return { first: median(counted.slice(0, third)), last: median(counted.slice(-third)) };
}

const options = readOptions('overload.mjs', OVERLOAD);
const stage = await openStage(options);
try {
  await stage.server.start();
  await fill(stage, options.seedCount, options);
  const { loadCpus: cpus, connections, deaf } = options;
  const crowds = new Crowds({ server: stage.server, dataDir: join(stage.dir, 'data'), cpus, connections, deaf });
  let looks;
  try {
    looks = await watch(stage, crowds, options.minutes);
  } finally {
    crowds.leave();
  }
  crowds.lap();
  const recoveryMs = await health(stage.server);
  const own = thirds(looks, 'anonymousMiB', options.warmup);
  const rss = thirds(looks, 'rssMiB', options.warmup);
  const flat = own.last <= own.first * (1 + options.growth / 100);
  const unwell = looks.filter(({ healthMs }) => healthMs < 0).length;
  const { statuses, slowestMs, slowest, strange } = crowds.total;
  save(options.json, { label: options.label, machine: machine(), options, statuses, slowestMs, strange, own, rss, recoveryMs, looks });
  console.log(`\n${options.label}, ${options.minutes} minutes, ${options.connections} connections and ${options.deaf} that do not read
answers        ${text(statuses)}
slowest        ${Math.round(slowestMs)} ms (${slowest})
health checks  ${looks.length - unwell} answered, ${unwell} not; slowest ${Math.max(...looks.map(({ healthMs }) => healthMs))} ms
afterwards     health after ${recoveryMs} ms
memory         own ${own.first} -> ${own.last} MiB, rss ${rss.first} -> ${rss.last} MiB (medians of the first and the last third): ${flat ? 'flat' : 'GROWS'}
${strange.map((line) => `strange        ${line}\n`).join('')}`);
  process.exitCode = flat && unwell === 0 && recoveryMs >= 0 && strange.length === 0 ? 0 : 1;
} finally {
  await stage.close();
}
