import type { IdentityFilter } from '../identity-store.ts';
import type { Dialect } from './dialect.ts';
import { CONFIGS_COLUMN, CREDENTIALS_COLUMN, IDENTITY_COLUMNS, LISTED_COLUMNS } from './identity-columns.ts';
import type { SqlValue } from './statement.ts';

/** The texts of all queries for identities; `$1` is the network. */
export interface IdentityQueries {
  readonly get: string;
  readonly getByExternalId: string;
  /** `$2` kind, `$3` via, `$4` value; the id of the address comes behind the columns of the identity. */
  readonly getByAddress: string;
  /** `$2` type of credential, `$3` identifier. */
  readonly getByIdentifier: string;
  readonly count: string;
  /** By filter. `$2` id to begin after, `$3` limit, `$4` offset; then what `filterValues` gives. */
  readonly list: Readonly<Record<IdentityFilter['by'], string>>;
}

const PAGE = 'ORDER BY id LIMIT CAST($3 AS INTEGER) OFFSET CAST($4 AS INTEGER)';

/**
 * Pages of the identities that have a matching identifier. The page is cut from the ids, which stand in the index table;
 * only then are rows read. Identifiers of other types cannot be searched. The matches are materialised, and put in order
 * only afterwards: otherwise SQLite looks for them in that order, which reads every identifier that there is.
 */
const byIdentifier = (columns: string, normalised: string, verbatim: string) => `
  WITH matching AS MATERIALIZED (
    SELECT identity_id FROM identity_identifiers
    WHERE nid = $1 AND type IN ('code', 'password', 'webauthn') AND ${normalised}
    UNION ALL
    SELECT identity_id FROM identity_identifiers
    WHERE nid = $1 AND type IN ('oidc', 'saml') AND ${verbatim}
  )
  SELECT ${columns} FROM identities WHERE nid = $1 AND id IN (
    SELECT DISTINCT identity_id FROM matching
    WHERE identity_id > $2
    ORDER BY identity_id LIMIT CAST($3 AS INTEGER) OFFSET CAST($4 AS INTEGER)
  ) ORDER BY id`;

/** Makes the texts once per store. */
export function identityQueries({ anyOf }: Dialect, withConfigs: boolean): IdentityQueries {
  const chosen = [...IDENTITY_COLUMNS, ...(withConfigs ? [CONFIGS_COLUMN] : [])];
  const columns = chosen.join(', ');
  const listed = withConfigs ? columns : LISTED_COLUMNS.join(', ');
  const searched = withConfigs ? columns : [...LISTED_COLUMNS, CREDENTIALS_COLUMN].join(', ');
  const list = `SELECT ${listed} FROM identities WHERE nid = $1`;
  const select = `SELECT ${columns} FROM identities WHERE nid = $1`;
  return {
    get: `${select} AND id = $2`,
    getByExternalId: `${select} AND external_id = $2`,
    getByAddress: `SELECT ${chosen.map((column) => `identities.${column}`).join(', ')}, found.id
      FROM identity_addresses AS found JOIN identities ON identities.nid = found.nid AND identities.id = found.identity_id
      WHERE found.nid = $1 AND found.kind = $2 AND found.via = $3 AND found.value = $4`,
    getByIdentifier: `${select} AND id = (
      SELECT identity_id FROM identity_identifiers WHERE nid = $1 AND type = $2 AND identifier = $3)`,
    count: 'SELECT count(*) FROM identities WHERE nid = $1',
    list: {
      all: `${list} AND id > $2 ${PAGE}`,
      ids: `${list} AND id > $2 AND ${anyOf('id', '$5')} ${PAGE}`,
      organization: `${list} AND organization_id = $5 AND id > $2 ${PAGE}`,
      identifier: byIdentifier(searched, 'identifier = $5', 'identifier = $6'),
      prefix: byIdentifier(searched, 'identifier >= $5 AND identifier <= $6', 'identifier >= $7 AND identifier <= $8'),
    },
  };
}

/** Sorts behind every text that begins with the prefix, since no character is greater. */
const endOf = (prefix: string) => `${prefix}\u{10FFFF}`;

/** The parameters of a filter, from `$5` on. */
export function filterValues(filter: IdentityFilter, { list }: Dialect): SqlValue[] {
  switch (filter.by) {
    case 'all':
      return [];
    case 'ids':
      return [list(filter.ids)];
    case 'organization':
      return [filter.id];
    case 'identifier':
      return [filter.normalised, filter.verbatim];
    case 'prefix': {
      const { normalised, exact, verbatim } = filter;
      return [normalised, exact ? normalised : endOf(normalised), verbatim, endOf(verbatim)];
    }
  }
}
