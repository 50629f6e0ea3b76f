import { type Clock, now } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { Database } from './database.ts';
import { isFault } from './sql-fault.ts';

interface Making {
  readonly clock: Clock;
  readonly random: Random;
}

const OLDEST = 'SELECT nid FROM networks ORDER BY created_at, nid LIMIT 1';
const BY_ID = 'SELECT nid FROM networks WHERE id = $1';
/** Always with the same key, so that of two processes that start on an empty database only one makes it. */
const INSERT_FIRST = `INSERT INTO networks (nid, id, created_at)
  SELECT 1, CAST($1 AS TEXT), CAST($2 AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM networks)`;
const INSERT_NEXT = `INSERT INTO networks (nid, id, created_at)
  SELECT COALESCE(MAX(nid), 0) + 1, CAST($1 AS TEXT), CAST($2 AS TEXT) FROM networks`;

/**
 * The short key of a network, which is made when it is missing.
 * @param network its UUID; the oldest one unless given
 */
export async function openNetwork(database: Database, network: string | undefined, { clock, random }: Making): Promise<number> {
  for (;;) {
    const [row] = network === undefined ? await database.read(OLDEST, []) : await database.read(BY_ID, [network]);
    if (row) return Number(row[0]);
    try {
      if (network === undefined) await database.write(INSERT_FIRST, [random.uuid(), now(clock)]);
      else await database.write(INSERT_NEXT, [network, now(clock)]);
    } catch (error) {
      // Another process made one at the same moment: look again.
      if (!isFault(error, 'unique')) throw error;
    }
  }
}
