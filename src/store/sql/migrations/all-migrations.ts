import { firstTables } from './0001-first-tables.ts';
import { flows } from './0002-flows.ts';
import { messages } from './0003-messages.ts';
import { sessionExchange } from './0004-session-exchange.ts';
import { pendingChanges } from './0005-pending-changes.ts';
import { leanKeys } from './0006-lean-keys.ts';
import { flowIndexes } from './0007-flow-indexes.ts';
import type { Migration } from './migration.ts';

/** Every step that this program knows, in the order of versions (1, 2, 3 …). */
export const ALL_MIGRATIONS: readonly Migration[] = [
  firstTables,
  flows,
  messages,
  sessionExchange,
  pendingChanges,
  leanKeys,
  flowIndexes,
];
