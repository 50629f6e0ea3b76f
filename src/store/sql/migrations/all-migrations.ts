import { firstTables } from './0001-first-tables.ts';
import { messages } from './0003-messages.ts';
import type { Migration } from './migration.ts';

/** Every step that this program knows, in the order of versions. */
export const ALL_MIGRATIONS: readonly Migration[] = [firstTables, messages];
