import { type LoadedConfig, type LoadOptions, loadConfig } from '../config/load-config.ts';
import { createSystemClock, now, wireTime } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { configuredAtStart } from './configured.ts';
import { createDocuments } from './create-documents.ts';
import { createMail, type MailSettings } from './create-mail.ts';
import { createReloader, type Reloader } from './create-reloader.ts';
import { createLog, type Log } from './log.ts';
import { openPatiently } from './open-patiently.ts';
import { storeDsn } from './store-dsn.ts';
import { tellWarnings } from './tell-warnings.ts';
import { watchConfiguration } from './watch-configuration.ts';

/** A process that delivers messages, and does nothing else. */
export interface CourierWatch {
  readonly log: Log;
  readonly reloader: Reloader;
  /** Ends after what is under way, then lets go of the database. */
  close(): Promise<void>;
}

/**
 * Delivers the messages that are in the queue of a database, whoever put them there. The configuration is loaded again when its files change.
 * @throws ConfigError, MigrationError or ApiError `unavailable`, whose messages say what to mend
 */
export async function watchCourier(inputs: LoadOptions): Promise<CourierWatch> {
  const watch = await watchConfiguration(inputs.files, inputs.cwd);
  const [clock, random] = [createSystemClock(), createSystemRandom()];
  const loaded = await loadConfig(inputs);
  const { config } = loaded;
  const log = createLog({ ...config.log, write: (line) => process.stderr.write(line) });
  tellWarnings(loaded, log);
  const store = await openPatiently({ dsn: storeDsn(config.dsn), clock, random, log: (message) => log.info({}, message) }, log);
  const settingsOf = ({ config }: LoadedConfig): MailSettings => ({
    config,
    pullCount: config.courier.worker.pullCount,
    ...createDocuments({ config, fetch, cwd: inputs.cwd, clock, log }),
  });
  const mail = createMail({ ...settingsOf(loaded), store: store.messages, clock, random, fetch, log });
  await mail.deliver({ announce: true });
  const reloader = createReloader({
    inputs,
    running: configuredAtStart(loaded, wireTime(now(clock))),
    withSchemas: false,
    apply: (next) => void mail.prepare(settingsOf(next.loaded)).use(),
    // Nobody asks a process that does not listen.
    refuse: () => {},
    fetch,
    clock,
    log,
  });
  await watch.attach(reloader);
  return {
    log,
    reloader,
    async close() {
      watch.close();
      await mail.stop();
      await store.close();
    },
  };
}
