import type { JsonNode } from '../../json/tree.ts';
import type { Database } from '../../store/sql/database.ts';
import { type MigrationStatus, migrationStatus } from '../../store/sql/migrate.ts';
import { openDatabase } from '../../store/sql/open-database.ts';
import { type DatabaseFlags, namedDatabase, systemParts } from '../on-database.ts';
import type { Result } from '../print/print-result.ts';

/** Opens the database that argument and flags name, for as long as the work takes. */
export async function withDatabase<T>(
  url: string | undefined,
  flags: DatabaseFlags,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase(await namedDatabase(url, flags), systemParts());
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const stateOf = ({ applied }: MigrationStatus) => (applied ? 'Applied' : 'Pending');
const versionOf = ({ version }: MigrationStatus) => String(version);
const sqlOf = ({ statements }: MigrationStatus) => statements.map((statement) => `${statement};`).join('\n');

/** Migrations and what became of them. */
export const migrationsResult = (steps: readonly MigrationStatus[]): Result => ({
  headers: ['Version', 'Name', 'Status'],
  rows: steps.map((step) => [versionOf(step), step.name, stateOf(step)]),
  json: steps.map(
    (step) =>
      new Map<string, JsonNode>([
        ['state', stateOf(step)],
        ['version', versionOf(step)],
        ['name', step.name],
        ['content', sqlOf(step)],
        // Migrations only go forward.
        ['content_down', ''],
      ]),
  ),
});

/** The statements of those that are not applied yet, each migration below its name. */
export const planText = (steps: readonly MigrationStatus[]) =>
  steps
    .filter(({ applied }) => !applied)
    .map((step) => `------------ ${versionOf(step)} - ${step.name} ------------\n${sqlOf(step)}\n`)
    .join('');

/** Those that are not applied yet. */
export const pendingIn = async (database: Database) => (await migrationStatus(database)).filter(({ applied }) => !applied);
