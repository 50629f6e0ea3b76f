import type { Dsn } from './dsn/dsn.ts';
import type { Machine, ResolveContext } from './resolve-context.ts';

/** How many processes serve requests (`zelos.workers`). A second writer of an SQLite file only waits for the first one. */
export function workersOf(wanted: number | undefined, dsn: Dsn, { cpus }: Machine, warn: ResolveContext['warn']): number {
  if (dsn.kind !== 'sqlite') return wanted ?? cpus;
  if (!dsn.memory || wanted === undefined || wanted === 1) return wanted ?? 1;
  const message = `zelos.workers: a database in memory belongs to one process; 1 is used, not ${wanted}.`;
  warn({ kind: 'changed', key: 'zelos.workers', message });
  return 1;
}
