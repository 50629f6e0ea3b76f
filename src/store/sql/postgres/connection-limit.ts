import type { Database } from '../database.ts';

/** How many connections a server lets somebody have. */
export interface ConnectionLimit {
  readonly most: number;
  /** Where that is said, as the end of a sentence. */
  readonly because: string;
}

/** What a role that is no administrator can have at most. Settings that a server does not know, and limits that are not set, are null. */
const LIMITS = `
  SELECT CAST(current_setting('max_connections') AS INTEGER),
    CAST(current_setting('superuser_reserved_connections', true) AS INTEGER),
    CAST(current_setting('reserved_connections', true) AS INTEGER),
    (SELECT CASE WHEN rolconnlimit >= 0 AND NOT rolsuper THEN rolconnlimit END FROM pg_roles WHERE rolname = session_user),
    (SELECT CASE WHEN datconnlimit >= 0 AND NOT rolsuper THEN datconnlimit END
      FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = session_user)`;

/**
 * Asks a PostgreSQL server for its limit: that of the server without what it keeps for administrators, of the role, or of the
 * database, whichever is the lowest. Connections that others have at the moment are not taken off: they come and go.
 * @throws ApiError `unavailable`
 */
export async function connectionLimit(database: Database): Promise<ConnectionLimit> {
  const [row = []] = await database.read(LIMITS, []);
  const [inAll = 0, forSuperusers = 0, reserved = 0] = row.slice(0, 3).map(Number);
  const kept = forSuperusers + reserved;
  const limits: ConnectionLimit[] = [
    { most: inAll - kept, because: `max_connections of the server is ${inAll}, ${kept} of which it keeps for administrators` },
  ];
  const [ofRole, ofDatabase] = row.slice(3);
  if (typeof ofRole === 'number') limits.push({ most: ofRole, because: `the role has CONNECTION LIMIT ${ofRole}` });
  if (typeof ofDatabase === 'number')
    limits.push({ most: ofDatabase, because: `the database has CONNECTION LIMIT ${ofDatabase}` });
  return limits.reduce((lowest, limit) => (limit.most < lowest.most ? limit : lowest));
}
