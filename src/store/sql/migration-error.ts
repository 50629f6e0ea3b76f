export type MigrationFault = 'newer_database' | 'changed_migration' | 'pending_migrations';

const WHAT_TO_DO: Readonly<Record<MigrationFault, string>> = {
  newer_database: 'Start the version of Zelos that wrote it, or a newer one.',
  changed_migration: 'Start the release that made this database, or restore the database from a backup.',
  pending_migrations: 'Run `zelos migrate sql up -e --yes`, then start again.',
};

/** The schema of a database does not fit this program. The message says what to do. */
export class MigrationError extends Error {
  readonly fault: MigrationFault;

  constructor(fault: MigrationFault, details: string) {
    super(`The database cannot be used: ${details}. ${WHAT_TO_DO[fault]}`);
    this.name = 'MigrationError';
    this.fault = fault;
  }
}
