// What is done to the server and its database while they work. Each fault ends when everything should work again.
import { childrenOf, processesOf } from '../lib/process-tree.mjs';
import { now } from '../lib/tally.mjs';

const FROZEN_MS = 3000;
const AWAY_MS = 2000;
const WORKER_BACK_MS = 60_000;
const LOOK_MS = 100;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function frozen(pids) {
  const signal = (name) => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // a connection that was closed in between took its process with it
      }
    }
  };
  signal('SIGSTOP');
  await sleep(FROZEN_MS);
  signal('SIGCONT');
}

/**
 * @param {{server: object, postgres?: object, windows: object, record: object, workers: number}} run
 * @returns {Record<string, [string, () => Promise<void>]>} by the names that --faults knows: what is done, and how
 */
export function createFaults({ server, postgres, windows, record, workers }) {
  async function killWorker() {
    const before = childrenOf(server.pid);
    const victim = before[Math.floor(Math.random() * before.length)];
    process.kill(victim, 'SIGKILL');
    const until = now() + WORKER_BACK_MS;
    const isBack = () => childrenOf(server.pid).filter((pid) => pid !== victim).length >= before.length;
    while (!isBack() && now() < until) await sleep(LOOK_MS);
    if (!isBack()) record.isWrong(`a killed worker did not come back within ${WORKER_BACK_MS / 1000} s`);
  }

  async function killServer() {
    await server.kill();
    await server.start();
  }

  async function restart() {
    windows.stoppingSince = now();
    await server.stop();
    await server.start();
    windows.stoppingSince = Infinity;
  }

  async function killDatabase() {
    await postgres.kill();
    await sleep(AWAY_MS);
    await postgres.restart();
  }

  const tree = () => processesOf(postgres ? postgres.pid() : server.pid);
  const freezing = () => frozen(tree());
  const all = {
    worker: workers > 1 ? ['kill -9 of a worker', killWorker] : ['kill -9 of the server, start', killServer],
    freeze: [`${postgres ? 'PostgreSQL' : 'the server'} stopped for ${FROZEN_MS / 1000} s`, freezing],
    restart: ['SIGTERM to the server, start', restart],
  };
  return postgres ? { ...all, database: ['kill -9 of PostgreSQL, start', killDatabase] } : all;
}

/** One fault after the other, until it is over; `every` is the seconds from one beginning to the next. */
export async function runFaults(run, { names, every, isOver }) {
  const known = createFaults(run);
  const chosen = names.filter((name) => name in known);
  for (let turn = 0; chosen.length > 0; turn++) {
    const until = now() + every * 1000;
    while (now() < until && !isOver()) await sleep(LOOK_MS);
    if (isOver()) return;
    const [name, fault] = known[chosen[turn % chosen.length]];
    console.error(`${new Date().toISOString()} ${name}`);
    await run.windows.during(name, fault);
  }
}
