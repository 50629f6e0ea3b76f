import { setTimeout as pause } from 'node:timers/promises';
import { createSystemClock } from '../lib/clock.ts';
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
export async function serveTogether({ loaded, autoMigrate, log }: RunOptions): Promise<ServerRun> {
  const { config } = loaded;
  const count = config.zelos.workers;
  const crew = createCrew<WorkerTask>({ count, fork: forkWorkers(PROGRAM), clock: createSystemClock(), later });
  try {
    const { hasAdminKeys } = await prepareWorkers(loaded, { autoMigrate, log });
    const taskOf = (announce: boolean): WorkerTask => ({ loaded, processes: count, announce });
    return {
      ...(await crew.start(taskOf, log)),
      hasAdminKeys,
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
