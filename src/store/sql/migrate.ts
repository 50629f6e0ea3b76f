import { createHash } from 'node:crypto';
import { type Clock, now } from '../../lib/clock.ts';
import type { Database } from './database.ts';
import type { Dialect } from './dialect.ts';
import { MigrationError } from './migration-error.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { isFault } from './sql-fault.ts';
import { type Program, run, type SqlRow } from './statement.ts';

export interface MigrationStatus {
  readonly version: number;
  readonly name: string;
  readonly applied: boolean;
  /** What it consists of, for this database. */
  readonly statements: readonly string[];
}

export interface MigrateOptions {
  readonly clock: Clock;
  /** Called after each step that this call applied. */
  readonly onStep?: (step: { readonly version: number; readonly name: string }) => void;
  /** All steps of the program unless told otherwise. */
  readonly migrations?: readonly Migration[];
}

const APPLIED = 'SELECT version, checksum FROM zelos_migrations ORDER BY version';

const checksumOf = (migration: Migration, dialect: Dialect) =>
  createHash('sha256').update(migration.statements(dialect).join(';\n')).digest('hex');

/** Checks what the database says against what the program knows. @returns the steps that are not applied yet, in order */
function pendingOf(applied: readonly SqlRow[], migrations: readonly Migration[], dialect: Dialect): readonly Migration[] {
  const done = new Map(applied.map(([version, checksum]) => [Number(version), String(checksum)]));
  const known = new Set(migrations.map(({ version }) => version));
  for (const version of done.keys()) {
    if (!known.has(version))
      throw new MigrationError('newer_database', `it has migration ${version}, which this version of Zelos does not know`);
  }
  return migrations.filter((migration) => {
    const checksum = done.get(migration.version);
    if (checksum !== undefined && checksum !== checksumOf(migration, dialect)) {
      throw new MigrationError('changed_migration', `its migration ${migration.name} is not the one of this version of Zelos`);
    }
    return checksum === undefined;
  });
}

/** Applies one step, and writes down that it was. */
function* apply(step: Migration, dialect: Dialect, clock: Clock): Program<void> {
  yield step.statements(dialect).map((text) => ({ text, params: [] }));
  yield* run('INSERT INTO zelos_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)', [
    step.version,
    step.name,
    checksumOf(step, dialect),
    now(clock),
  ]);
}

/** Applies the first step that is missing, to a database that has none all of them, under the lock. @returns what it applied */
function* nextSteps(dialect: Dialect, migrations: readonly Migration[], clock: Clock): Program<readonly Migration[]> {
  for (const text of dialect.migrationLock.acquire) yield* run(text, []);
  yield* run(
    `CREATE TABLE IF NOT EXISTS zelos_migrations (
      version INTEGER PRIMARY KEY,
      name ${dialect.text} NOT NULL,
      checksum ${dialect.text} NOT NULL,
      applied_at ${dialect.text} NOT NULL
    )`,
    [],
  );
  const { rows } = yield* run(APPLIED, []);
  const pending = pendingOf(rows, migrations, dialect);
  const next = rows.length === 0 && dialect.changesTablesTwice ? pending : pending.slice(0, 1);
  for (const step of next) yield* apply(step, dialect, clock);
  return next;
}

async function appliedIn(database: Database): Promise<readonly SqlRow[]> {
  try {
    return await database.read(APPLIED, []);
  } catch (error) {
    if (isFault(error, 'no_such_table')) return [];
    throw error;
  }
}

/** CREATE … IF NOT EXISTS fails when another process makes the same thing at that very moment; then it exists. */
async function writeOnceMore(database: Database, text: string): Promise<void> {
  try {
    await database.write(text, []);
  } catch (error) {
    if (!isFault(error, 'unique') && !isFault(error, 'already_exists')) throw error;
    await database.write(text, []);
  }
}

/**
 * Brings a database to the schema of this program, step by step, each in a transaction of its own; an empty one in a single
 * transaction. Several processes may do it at once: one works, the others wait.
 * @throws MigrationError when the database is newer than the program, or a step was changed after it was applied
 */
export async function migrate(database: Database, { clock, onStep, migrations = ALL_MIGRATIONS }: MigrateOptions): Promise<void> {
  const { dialect } = database;
  // Looked at without the lock first: most starts have nothing to do.
  if (pendingOf(await appliedIn(database), migrations, dialect).length === 0) return;
  for (const text of dialect.migrationLock.prepare) await writeOnceMore(database, text);
  for (;;) {
    const steps = await database.transact(() => nextSteps(dialect, migrations, clock), { patient: true });
    if (steps.length === 0) return;
    for (const { version, name } of steps) onStep?.({ version, name });
  }
}

/**
 * What of the steps of this program a database has.
 * @throws MigrationError as `migrate` does
 */
export async function migrationStatus(database: Database, migrations = ALL_MIGRATIONS): Promise<MigrationStatus[]> {
  const pending = new Set(pendingOf(await appliedIn(database), migrations, database.dialect));
  return migrations.map((migration) => ({
    version: migration.version,
    name: migration.name,
    applied: !pending.has(migration),
    statements: migration.statements(database.dialect),
  }));
}
