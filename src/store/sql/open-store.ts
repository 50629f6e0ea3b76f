import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';
import { migrate, migrationStatus } from './migrate.ts';
import { MigrationError } from './migration-error.ts';
import { openNetwork } from './network.ts';
import { type Dsn, openDatabase } from './open-database.ts';
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
  /** UUID of the network, made when it is missing; the oldest one unless given. */
  readonly network?: string;
  /** Whether a server's schema is brought up to date. An SQLite file belongs to this program, and always is. */
  readonly autoMigrate?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** Told what opening did: one line for each step of the schema. */
  readonly log?: (message: string) => void;
}

async function prepareSchema(database: Database, { autoMigrate = false, clock, log }: OpenStoreOptions): Promise<void> {
  if (autoMigrate || database.dialect.kind === 'sqlite') {
    return migrate(database, { clock, onStep: ({ name }) => log?.(`applied migration ${name}`) });
  }
  const pending = (await migrationStatus(database)).filter(({ applied }) => !applied);
  if (pending.length > 0) {
    throw new MigrationError('pending_migrations', `it lacks ${pending.map(({ name }) => name).join(', ')}`);
  }
}

function storeOf(database: Database, nid: number): Store {
  const writer = database.dialect.kind === 'sqlite' ? createEachWriter(database, nid) : createTogetherWriter(database, nid);
  return {
    identities: createSqlIdentityStore(database, nid, writer),
    sessions: createSqlSessionStore(database, nid),
    flows: createSqlFlowStore(database, nid),
    flowErrors: createSqlFlowErrorStore(database, nid),
    continuities: createSqlContinuityStore(database, nid),
    pendingChanges: createSqlPendingChangeStore(database, nid),
    tokenExchanges: createSqlTokenExchangeStore(database, nid),
    messages: createSqlMessageStore(database, nid),
    adminKeys: createSqlAdminKeyStore(database, nid),
    async ping() {
      await database.read('SELECT 1', []);
    },
    close: () => database.close(),
  };
}

/**
 * Opens the store of one network.
 * @throws MigrationError when the schema does not fit this program
 * @throws ApiError `unavailable` when the database cannot be reached
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const database = openDatabase(options.dsn, options);
  try {
    await prepareSchema(database, options);
    return storeOf(database, await openNetwork(database, options.network, options));
  } catch (error) {
    await database.close();
    throw error;
  }
}
