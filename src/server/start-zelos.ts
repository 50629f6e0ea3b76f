import type { LoadedConfig } from '../config/load-config.ts';
import { createSweeper } from '../flow/sweep.ts';
import { createRequestIds, type RequestNames } from '../http/request-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createExposition, type Snapshot } from '../metrics/exposition.ts';
import type { Configured } from './configured.ts';
import { countedStore } from './counted-store.ts';
import { createConfiguredParts } from './create-configured-parts.ts';
import { createHashQueue } from './create-hasher.ts';
import { createListeners, servicesOf } from './create-listeners.ts';
import { createMail } from './create-mail.ts';
import { createServerMetrics } from './create-metrics.ts';
import { createObservers } from './create-observers.ts';
import { closeBoth, listenBoth } from './listen-both.ts';
import type { Log } from './log.ts';
import { openPatiently } from './open-patiently.ts';
import { openTls } from './open-tls.ts';
import { observeStatements, openTracing } from './open-tracing.ts';
import { type ReadDocuments, readDocuments } from './read-documents.ts';
import { createReadiness } from './readiness.ts';
import { shareOf } from './share-of.ts';
import { serverLocation, storeDsn } from './store-dsn.ts';
import { removeSockets } from './unix-socket.ts';
import { packageVersion } from './version.ts';
import { withinTime } from './within-time.ts';

export interface StartOptions {
  readonly configured: Configured;
  /** Brings the schema of a PostgreSQL database up to date first; SQLite always is. */
  readonly autoMigrate: boolean;
  /**
   * Processes on this machine that listen on the same addresses, this one included. What the configuration allows all of them
   * is divided.
   */
  readonly processes: number;
  /** Says how messages are delivered; of several processes one does. */
  readonly announce: boolean;
  /** Folder that relative file URLs count from; that of the process unless given. */
  readonly cwd?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** Outgoing HTTP. */
  readonly fetch: typeof fetch;
  readonly log: Log;
  /** What the other processes of this server have measured; there are none unless given. */
  readonly otherMetrics?: () => Promise<readonly Snapshot[]>;
}

/** A server that listens. */
export interface Zelos {
  /** Where the public and the admin API can be reached from this machine, without a slash at the end; `unix:/path` for a socket. */
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly loaded: LoadedConfig;
  readonly log: Log;
  /** Whether somebody has made a key for the admin API. */
  hasAdminKeys(): Promise<boolean>;
  /** Ends: no new connections, whatever was asked is answered, then the database is let go. */
  close(options?: CloseOptions): Promise<void>;
}

/** A server that listens, as those see it that look after its configuration. */
export interface RunningZelos extends Zelos {
  /** What this process has measured, for another one that adds it to its own. */
  measured(): Promise<Snapshot>;
  /** What it has in use, with all documents. */
  configured(): Configured;
  /**
   * Serves by another configuration from now on; requests under way end by the one before. What is opened once stays as it is.
   * @throws SchemaError, and nothing has changed
   */
  renew(next: Configured): Promise<void>;
  /** Notes why a newer configuration is not used. */
  refuse(why: string): void;
}

export interface CloseOptions {
  /**
   * Milliseconds for which a connection is kept on which nothing comes: a client that believes in it may send one request more, and
   * learns from the answer that it was the last. 0 unless given.
   */
  readonly idleMs?: number;
}

/** How often what ended is removed, and how long it is kept: a flow says for a while that it expired. */
const SWEEPING = { everyMs: 10 * 60_000, keepMs: 24 * 3_600_000 };

/** How long the last spans may take. */
const FAREWELL_MS = 3000;

/**
 * Starts a server with a configuration: identity schemas, database, both listeners.
 * @throws SchemaError, MigrationError, ConfigError or ApiError `unavailable`, whose messages say what to mend
 */
export async function startZelos(options: StartOptions): Promise<RunningZelos> {
  const { configured: first, autoMigrate, processes, cwd, clock, random, log } = options;
  const { loaded } = first;
  const { config } = loaded;
  const version = packageVersion();
  const tracing = await openTracing(config.tracing, { version, fetch: options.fetch, log });
  const fetch = tracing?.fetch ?? options.fetch;
  let configured = first;
  const outside = { fetch, cwd, clock, log };
  // Before the database: a start that fails for a schema leaves no trace there.
  const firstRead = await readDocuments(first, outside);
  const tlsOf = async (name: 'public' | 'admin') => {
    const { tls } = config[name];
    return tls && openTls(tls, { key: `serve.${name}.tls`, log });
  };
  const tls = { public: await tlsOf('public'), admin: await tlsOf('admin') };
  const measured = createServerMetrics(version);
  const opened = await openPatiently(
    {
      dsn: storeDsn(config.dsn),
      processes,
      bounds: config.zelos.database,
      autoMigrate,
      clock,
      random,
      log: (message) => log.info({}, message),
      replicas: config.zelos.replicas.map(serverLocation),
      warn: (details, message) => log.warn(details, message),
      observe: observeStatements(measured, tracing, config.dsn.kind),
    },
    log,
  );
  const store = countedStore(opened, measured);
  try {
    const readiness = createReadiness({ store, clock });
    const pool = createHashQueue({ ...config.zelos.hashing, processes }, { clock, observe: measured.observeHash });
    const exposition = createExposition(() =>
      measured.of({ store, hashing: pool, listeners, isRefusing: () => configured.refusal !== null }),
    );
    const metrics = { ...exposition, text: async () => exposition.text(await options.otherMetrics?.()) };

    const lasting = { store, pool, readiness, metrics, configured: () => configured, clock, random, log };
    const mailOf = ({ loaded: { config } }: Configured, { templates, jsonnet }: ReadDocuments) => ({
      config,
      pullCount: shareOf(config.courier.worker.pullCount, processes),
      templates,
      jsonnet,
    });
    const mail = createMail({ ...mailOf(first, firstRead), store: store.messages, clock, random, fetch, log });
    configured = { ...first, documents: firstRead.documents };
    const parts = createConfiguredParts(first, firstRead, { ...lasting, courier: mail.courier });
    const idOf = createRequestIds(() => random.uuid());
    const names: RequestNames = (request) => ({ request_id: idOf(request), ...tracing?.names(request) });
    const listeners = createListeners(parts, {
      config,
      limits: config.zelos.requests,
      clock,
      log,
      observe: createObservers({ config, http: measured.http, names, log }),
      names,
      tls,
      around: tracing?.serve,
    });
    const sweeper = createSweeper({ stores: store, clock, random, log, ...SWEEPING, ...config.cleanup });
    const [publicUrl, adminUrl] = await listenBoth(listeners, loaded, processes > 1);
    if (config.courier.worker.inServer) await mail.deliver({ announce: options.announce });
    sweeper.start();
    return {
      publicUrl,
      adminUrl,
      loaded,
      log,
      configured: () => configured,
      async renew(next) {
        const read = await readDocuments(next, outside);
        const { courier, use } = mail.prepare(mailOf(next, read));
        const services = servicesOf(createConfiguredParts(next, read, { ...lasting, courier }), {
          config: next.loaded.config,
          log,
        });
        use();
        listeners.public.use(services.public);
        listeners.admin.use(services.admin);
        configured = { ...next, documents: read.documents };
      },
      refuse(refusal) {
        configured = { ...configured, refusal };
      },
      measured: exposition.snapshot,
      hasAdminKeys: async () => (await store.adminKeys.list()).length > 0,
      async close({ idleMs = 0 } = {}) {
        readiness.end();
        // The others may go on.
        if (processes === 1) await removeSockets(config);
        await closeBoth(listeners, idleMs);
        await Promise.all([mail.stop(), sweeper.stop()]);
        await store.close();
        // A collector that does not answer shall not keep a server from ending.
        if (tracing) await withinTime(tracing.close(), FAREWELL_MS).catch(() => {});
        log.flush?.();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
