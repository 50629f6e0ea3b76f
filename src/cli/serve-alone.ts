import { setTimeout as pause } from 'node:timers/promises';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createReloader } from '../server/create-reloader.ts';
import { startZelos } from '../server/start-zelos.ts';
import { DRAIN_MS, IDLE_MS, type RunOptions, type ServerRun } from './server-run.ts';

/** Starts the server in this process. @throws as startZelos does */
export async function serveAlone({ configured, inputs, autoMigrate, log }: RunOptions): Promise<ServerRun> {
  const clock = createSystemClock();
  const zelos = await startZelos({
    configured,
    autoMigrate,
    log,
    processes: 1,
    announce: true,
    clock,
    random: createSystemRandom(),
    fetch,
  });
  const { publicUrl, adminUrl } = zelos;
  return {
    publicUrl,
    adminUrl,
    hasAdminKeys: await zelos.hasAdminKeys(),
    reloader: createReloader({
      inputs,
      running: zelos.configured(),
      apply: zelos.renew,
      refuse: zelos.refuse,
      fetch,
      clock,
      log,
    }),
    broken: new Promise(() => {}),
    async close() {
      const late = pause(DRAIN_MS, false, { ref: false });
      return Promise.race([zelos.close({ idleMs: IDLE_MS }).then(() => true), late]);
    },
  };
}
