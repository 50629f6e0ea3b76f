import { ConfigError } from '../../../config/faults.ts';
import type { ConnectionLimit } from './connection-limit.ts';

export interface ConnectionWish {
  /** Connections of one process. */
  readonly wanted: number;
  /** Whether fewer will do, since nobody asked for this number. */
  readonly flexible: boolean;
  /** Processes on this machine that have as many each. */
  readonly processes: number;
}

/** Below it, processes that share a machine get no fewer for being many: a transaction keeps a connection to itself. */
const FEW = 4;

function refusal(wish: ConnectionWish, { most, because }: ConnectionLimit): ConfigError {
  const { wanted, flexible, processes } = wish;
  const each = Math.floor(most / processes);
  const all = processes === 1 ? '' : ` for each of ${processes} processes, ${most} in all`;
  const lower = each > 0 ? `Set max_conns=${each} or less in the database URL` : `Start ${most} processes or fewer`;
  return new ConfigError([
    {
      key: 'dsn',
      expected: each > 0 ? `at most ${each} connections${all}: ${because}` : `a connection for each of ${processes} processes`,
      found: flexible
        ? `${most} connections in all: ${because}`
        : `max_conns=${wanted}${processes === 1 ? '' : `, which makes ${wanted * processes}`}`,
      hint: `${lower}, raise the limit of the server, or put a connection pooler before it.`,
    },
  ]);
}

/**
 * How many connections a process may have, so that the processes of a machine stay below the limit of the server together. Where
 * nobody asked for a number they take half of it at most: whatever replaces them in a rolling deployment needs as many.
 * @throws ConfigError when what was asked for cannot be had, or there are more processes than connections
 */
export function fitConnections(wish: ConnectionWish, limit: ConnectionLimit): number {
  const { wanted, flexible, processes } = wish;
  if (processes > limit.most || (!flexible && wanted * processes > limit.most)) throw refusal(wish, limit);
  if (!flexible) return wanted;
  const share = Math.max(FEW, Math.ceil(wanted / processes));
  return Math.min(wanted, share, Math.max(1, Math.floor(limit.most / 2 / processes)));
}
