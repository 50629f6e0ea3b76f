import { type KratosDatabase, KratosDatabaseError } from './kratos-database.ts';
import type { Notes } from './notes.ts';
import type { Network } from './read-table.ts';

/** The last step of the schema that this program was written for; steps have 20 digits, in very old databases 14. */
const NEEDED = '20260703000000000000';

/** @throws KratosDatabaseError when the schema is older than what is read here */
async function assertSchema(database: KratosDatabase): Promise<void> {
  const [[version] = []] = await database.rows('SELECT CAST(max(version) AS TEXT) FROM schema_migration', []);
  if ((version ?? '').padEnd(NEEDED.length, '0') >= NEEDED) return;
  throw new KratosDatabaseError(
    `the schema of this database is at ${version ?? 'no step'}, and has to be at ${NEEDED}: bring it up to date first, with the newest Kratos ` +
      'that you can get and its own `kratos migrate sql up`, on a copy if need be',
  );
}

/**
 * The network whose data is taken over: the oldest, which is the one that the server used, unless another is named.
 * @throws KratosDatabaseError when there is none, or no table of Kratos
 */
export async function findNetwork(database: KratosDatabase, wanted: string | undefined, notes: Notes): Promise<Network> {
  await assertSchema(database);
  const rows = await database.rows('SELECT CAST(id AS TEXT) FROM networks ORDER BY created_at, id', []);
  const ids = rows.map(([id]) => id ?? '');
  const nid = wanted === undefined ? ids[0] : ids.find((id) => id.toLowerCase() === wanted.toLowerCase());
  if (nid === undefined) {
    const there = ids.length === 0 ? 'it has none' : `it has ${ids.join(', ')}`;
    throw new KratosDatabaseError(`the database has no network ${wanted ?? 'at all'}; ${there}`);
  }
  for (const other of ids) if (other !== nid) notes.add('network_others', other);
  return { database, nid };
}

/** Names of the types of credentials by id, which differs between databases. */
export async function readTypeNames({ database }: Network): Promise<ReadonlyMap<string, string>> {
  const rows = await database.rows('SELECT CAST(id AS TEXT), name FROM identity_credential_types', []);
  return new Map(rows.map(([id, name]) => [id ?? '', name ?? '']));
}
