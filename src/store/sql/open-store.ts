import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { Store } from '../store.ts';
import type { DatabaseBounds } from './bounds.ts';
import type { Database, StatementObserver } from './database.ts';
import { migrate, migrationStatus } from './migrate.ts';
import { MigrationError } from './migration-error.ts';
import { openNetwork } from './network.ts';
import { type Dsn, openDatabase } from './open-database.ts';
import { connectionLimit } from './postgres/connection-limit.ts';
import { fitConnections } from './postgres/fit-connections.ts';
import type { PostgresLocation } from './postgres/postgres-location.ts';
import { withReplicas } from './postgres/with-replicas.ts';
import { createTogetherWriter } from './postgres/write-together.ts';
import { createSqlAdminKeyStore } from './sql-admin-key-store.ts';
import { createSqlContinuityStore } from './sql-continuity-store.ts';
import { createSqlFlowErrorStore } from './sql-flow-error-store.ts';
import { createSqlFlowStore } from './sql-flow-store.ts';
import { createSqlIdentityStore } from './sql-identity-store.ts';
import { createSqlMessageStore } from './sql-message-store.ts';
import { createSqlPendingChangeStore } from './sql-pending-change-store.ts';
import { createSqlSessionStore } from './sql-session-store.ts';
import { createSqlTokenExchangeStore } from './sql-token-exchange-store.ts';
import { createEachWriter } from './write-each.ts';

export interface OpenStoreOptions {
  readonly dsn: Dsn;
  /** Processes of this machine that open the same database, this one included; 1 unless given. Their connections are counted together. */
  readonly processes?: number;
  /** UUID of the network, made when it is missing; the oldest one unless given. */
  readonly network?: string;
  /** Whether a server's schema is brought up to date. An SQLite file belongs to this program, and always is. */
  readonly autoMigrate?: boolean;
  /** What may wait for the database; none unless given. */
  readonly bounds?: DatabaseBounds;
  /** Told of statements; not of those that replicas answer. */
  readonly observe?: StatementObserver;
  readonly clock: Clock;
  readonly random: Random;
  /** Told what opening did: one line for each step of the schema. */
  readonly log?: (message: string) => void;
  /** Read replicas of a PostgreSQL server, for `eventualIdentities`. */
  readonly replicas?: readonly PostgresLocation[];
  /** Told of replicas that cannot be used. The first argument is for machines. */
  readonly warn?: (details: object, message: string) => void;
}

/** Opens the database with as many connections as its server has for all processes. */
async function openFitting(options: OpenStoreOptions): Promise<Database> {
  const { dsn, processes = 1 } = options;
  const database = openDatabase(dsn, options);
  // CockroachDB has no limit unless it is told to have one, and then one for each node.
  if (dsn.kind !== 'postgres') return database;
  try {
    const { maxConnections: wanted = 10, flexible = false } = dsn;
    const maxConnections = fitConnections({ wanted, flexible, processes }, await connectionLimit(database));
    if (maxConnections === wanted) return database;
    await database.close();
    return openDatabase({ ...dsn, maxConnections }, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function prepareSchema(database: Database, { autoMigrate = false, clock, log }: OpenStoreOptions): Promise<void> {
  if (autoMigrate || database.dialect.kind === 'sqlite') {
    return migrate(database, { clock, onStep: ({ name }) => log?.(`applied migration ${name}`) });
  }
  const missing = await missingIn(database);
  if (missing.length > 0) throw new MigrationError('pending_migrations', `it lacks ${missing.join(', ')}`);
}

const missingIn = async (database: Database): Promise<readonly string[]> =>
  (await migrationStatus(database)).filter(({ applied }) => !applied).map(({ name }) => name);

/** The database for reads that may be a little behind. */
async function openEventual(database: Database, nid: number, options: OpenStoreOptions): Promise<Database> {
  const { replicas = [], clock, log = () => {}, warn = () => {} } = options;
  if (replicas.length === 0) return database;
  const [[network] = []] = await database.read('SELECT id FROM networks WHERE nid = $1', [nid]);
  const proof = { text: 'SELECT 1 FROM networks WHERE nid = $1 AND id = $2', params: [nid, network ?? null] };
  return withReplicas(database, replicas, { proof, clock, warn, log });
}

/** The store of a network in a database whose schema is there. Closing it closes the databases. */
export function storeOf(database: Database, eventual: Database, nid: number): Store {
  const writer = database.dialect.kind === 'sqlite' ? createEachWriter(database, nid) : createTogetherWriter(database, nid);
  const identities = createSqlIdentityStore(database, nid, writer);
  return {
    identities,
    eventualIdentities: eventual === database ? identities : createSqlIdentityStore(eventual, nid, writer),
    sessions: createSqlSessionStore(database, nid),
    flows: createSqlFlowStore(database, nid),
    flowErrors: createSqlFlowErrorStore(database, nid),
    continuities: createSqlContinuityStore(database, nid),
    pendingChanges: createSqlPendingChangeStore(database, nid),
    tokenExchanges: createSqlTokenExchangeStore(database, nid),
    messages: createSqlMessageStore(database, nid),
    adminKeys: createSqlAdminKeyStore(database, nid),
    ping: () => database.ping(),
    missingMigrations: () => missingIn(database),
    load: () => database.load(),
    async close() {
      if (eventual !== database) await eventual.close();
      await database.close();
    },
  };
}

/**
 * Opens the store of one network.
 * @throws MigrationError when the schema does not fit this program
 * @throws ConfigError when the server has not as many connections as are asked for
 * @throws ApiError `unavailable` when the database cannot be reached
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const database = await openFitting(options);
  try {
    await prepareSchema(database, options);
    const nid = await openNetwork(database, options.network, options);
    return storeOf(database, await openEventual(database, nid, options), nid);
  } catch (error) {
    await database.close();
    throw error;
  }
}
