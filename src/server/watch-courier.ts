import { type LoadedConfig, type LoadOptions, loadConfig } from '../config/load-config.ts';
import { createSystemClock, now, wireTime } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createExposition } from '../metrics/exposition.ts';
import { configuredAtStart } from './configured.ts';
import { countedStore } from './counted-store.ts';
import { createDocuments } from './create-documents.ts';
import { createMail, type MailSettings } from './create-mail.ts';
import { createServerMetrics } from './create-metrics.ts';
import { createReloader, type Reloader } from './create-reloader.ts';
import { createLog, type Log } from './log.ts';
import { openPatiently } from './open-patiently.ts';
import { storeDsn } from './store-dsn.ts';
import { tellWarnings } from './tell-warnings.ts';
import { packageVersion } from './version.ts';
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
 * @param metricsPort where metrics are served; nowhere when 0
 * @throws ConfigError, MigrationError or ApiError `unavailable`, whose messages say what to mend
 */
export async function watchCourier(inputs: LoadOptions, metricsPort = 0): Promise<CourierWatch> {
  const watch = await watchConfiguration(inputs.files, inputs.cwd);
  const [clock, random] = [createSystemClock(), createSystemRandom()];
  const loaded = await loadConfig(inputs);
  const { config } = loaded;
  const log = createLog({ ...config.log, write: (line) => process.stderr.write(line) });
  tellWarnings(loaded, log);
  const measured = createServerMetrics(packageVersion());
  const opened = await openPatiently(
    {
      dsn: storeDsn(config.dsn),
      clock,
      random,
      log: (message) => log.info({}, message),
      observe: measured.observeStatement,
    },
    log,
  );
  const store = countedStore(opened, measured);
  const metrics = createExposition(() => measured.ofStore(store));
  let endMetrics = async () => {};
  try {
    if (metricsPort !== 0) {
      // Few ask for it, and it is the whole of HTTP.
      const { serveMetrics } = await import('./serve-metrics.ts');
      endMetrics = await serveMetrics({ config, port: metricsPort, metrics, clock, log });
    }
  } catch (error) {
    await store.close();
    throw error;
  }
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
      await Promise.all([mail.stop(), endMetrics()]);
      await store.close();
    },
  };
}
