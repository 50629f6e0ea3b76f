import type { Database } from '../database.ts';
import type { PostgresLocation } from './postgres-location.ts';
import { createReplica, type Replica, type ReplicaOptions } from './replica.ts';

/**
 * A database whose reads go to replicas where they can, each to the one with the least to do, in turns where several have as
 * little; everything else, and what no replica answers, goes to the primary. What was just written may be missing in a read.
 * Closing it closes the replicas and leaves the primary open.
 */
export async function withReplicas(
  primary: Database,
  locations: readonly PostgresLocation[],
  options: ReplicaOptions,
): Promise<Database> {
  const replicas = locations.map((location) => createReplica(location, options));
  await Promise.all(replicas.map((replica) => replica.tryAgain()));
  let turn = 0;

  function next(): Replica | undefined {
    turn = (turn + 1) % replicas.length;
    const inTurn = [...replicas.slice(turn), ...replicas.slice(0, turn)].filter((replica) => replica.isFit());
    return inTurn.reduce<Replica | undefined>(
      (best, replica) => (best && best.load() <= replica.load() ? best : replica),
      undefined,
    );
  }

  return {
    ...primary,
    async read(text, params) {
      for (const replica of replicas) void replica.tryAgain({ text, params });
      return (await next()?.read(text, params)) ?? primary.read(text, params);
    },
    async close() {
      await Promise.all(replicas.map((replica) => replica.close()));
    },
  };
}
