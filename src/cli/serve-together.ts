import { setTimeout as pause } from 'node:timers/promises';
import { createSystemClock } from '../lib/clock.ts';
import { createReloader } from '../server/create-reloader.ts';
import { prepareWorkers } from '../server/prepare-workers.ts';
import { removeSockets } from '../server/unix-socket.ts';
import { createCrew } from '../workers/crew.ts';
import { forkWorkers } from '../workers/fork-workers.ts';
import { DRAIN_MS, type RunOptions, type ServerRun } from './server-run.ts';
import { stopSignal } from './stop-signal.ts';
import type { WorkerTask } from './worker-task.ts';

/** The compiler rewrites the endings of imports, not the one of this address. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? '../worker.ts' : '../worker.js', import.meta.url);

async function later(milliseconds: number, signal: AbortSignal, work: () => void): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).then(work, () => {});
}

/**
 * Starts the server in several worker processes and stays their primary, which serves nobody itself.
 * @throws as prepareWorkers does, and WorkersFailed
 */
export async function serveTogether({ configured, inputs, autoMigrate, log }: RunOptions): Promise<ServerRun> {
  const { config } = configured.loaded;
  const count = config.zelos.workers;
  const clock = createSystemClock();
  const crew = createCrew<WorkerTask>({ count, fork: forkWorkers(PROGRAM), clock, later });
  try {
    const { hasAdminKeys, documents } = await prepareWorkers(configured.loaded, { autoMigrate, log });
    let current = { ...configured, documents };
    const taskOf = (announce: boolean): WorkerTask => ({ configured: current, processes: count, announce });
    const reloader = createReloader({
      inputs,
      running: current,
      apply(next) {
        current = next;
        crew.renew(taskOf);
      },
      refuse(why) {
        current = { ...current, refusal: why };
        crew.refuse(why);
      },
      fetch,
      clock,
      log,
    });
    return {
      ...(await crew.start(taskOf, log)),
      hasAdminKeys,
      reloader,
      broken: crew.broken.then((failure) => {
        crew.kill();
        throw failure;
      }),
      async close() {
        // Told a second time, it does not wait.
        stopSignal().then(() => {
          crew.kill();
          process.exit(1);
        });
        await removeSockets(config);
        return crew.drain(DRAIN_MS);
      },
    };
  } catch (error) {
    crew.kill();
    throw error;
  }
}
