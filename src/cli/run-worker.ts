import cluster from 'node:cluster';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import type { Snapshot } from '../metrics/exposition.ts';
import { createLog } from '../server/log.ts';
import { type RunningZelos, startZelos } from '../server/start-zelos.ts';
import type { Order, Report } from '../workers/messages.ts';
import { createAskOthers } from './ask-others.ts';
import { failureText } from './report-failure.ts';
import { DRAIN_MS, IDLE_MS } from './server-run.ts';
import type { WorkerTask } from './worker-task.ts';

/** Resolves when the report is on its way, also where nobody is there to read it. */
const report = (what: Report) =>
  new Promise<void>((resolve) => process.send?.(what, undefined, {}, () => resolve()) ?? resolve());

function start({ configured, processes, announce }: WorkerTask, otherMetrics: () => Promise<readonly Snapshot[]>) {
  const { config } = configured.loaded;
  return startZelos({
    configured,
    processes,
    announce,
    // The primary process has done it.
    autoMigrate: false,
    clock: createSystemClock(),
    random: createSystemRandom(),
    fetch,
    otherMetrics,
    log: createLog({ ...config.log, pid: process.pid, write: (line) => process.stderr.write(line) }),
  });
}

/** What the primary process could build, this one can; if it cannot, it goes on as it is. */
async function change(zelos: RunningZelos, order: Extract<Order<WorkerTask>, { do: 'renew' | 'refuse' }>): Promise<void> {
  if (order.do === 'refuse') return zelos.refuse(order.why);
  try {
    await zelos.renew(order.task.configured);
  } catch (err) {
    zelos.refuse(failureText(err));
    zelos.log.error({ err }, 'This process could not take up the configuration: it serves by the one before.');
  }
}

/**
 * Serves as one of several processes, from the order to start to the order to drain. The end of the primary process is such an order,
 * and so is a signal: terminals and service managers send it to all processes of a program.
 */
export async function runWorker(): Promise<void> {
  const told = Promise.withResolvers<WorkerTask>();
  const drained = Promise.withResolvers<undefined>();
  let changes = Promise.resolve();
  const drain = () => drained.resolve(undefined);
  const others = createAskOthers(report);
  let measured: (() => Promise<Snapshot>) | undefined;
  const started = told.promise.then((task) => start(task, others.ask));
  process.on('message', (order: Order<WorkerTask>) => {
    if (order.do === 'start') told.resolve(order.task);
    else if (order.do === 'hear') others.hear(order);
    else if (order.do === 'measure')
      void measured?.().then((numbers) => report({ did: 'measure', question: order.question, measured: numbers }));
    else if (order.do === 'drain') drain();
    // A start that fails is reported below.
    else changes = changes.then(() => started.then((zelos) => change(zelos, order))).catch(() => {});
  });
  // The primary process loads the configuration; a terminal that goes away ends all of them through it.
  process.on('SIGHUP', () => {});
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, drain);
  // Else Node ends a worker whose primary process is gone, with everything that is under way.
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;

  try {
    const zelos = await Promise.race([started, drained.promise]);
    // Nobody is served so far.
    if (!zelos) process.exit(0);
    measured = zelos.measured;
    await report({ did: 'listen', publicUrl: zelos.publicUrl, adminUrl: zelos.adminUrl });
    await drained.promise;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    await zelos.close({ idleMs: IDLE_MS });
    if (process.connected) process.disconnect();
  } catch (error) {
    await report({ did: 'fail', why: failureText(error) });
    process.exit(1);
  }
}
