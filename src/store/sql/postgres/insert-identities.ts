import type { IdentityWrite } from '../../identity-store.ts';
import { identityValues, WRITTEN_COLUMNS } from '../identity-columns.ts';
import type { SqlValue, Statement } from '../statement.ts';
import { arrayLiteral } from './array-literal.ts';

/** `unnest` of the columns whose arrays stand in `$from` and following. */
const arrays = (from: number, columns: readonly string[]) => {
  const lists = columns.map((_, i) => `CAST($${from + i} AS TEXT[])`);
  return `unnest(${lists.join(', ')}) AS t (${columns.join(', ')})`;
};

const IDENTIFIER_COLUMNS = ['identity_id', 'type', 'identifier'];
const ADDRESS_COLUMNS = ['identity_id', 'id', 'kind', 'via', 'value'];
const FIRST_IDENTIFIER = 2 + WRITTEN_COLUMNS.length;
const FIRST_ADDRESS = FIRST_IDENTIFIER + IDENTIFIER_COLUMNS.length;

/** All rows of any number of identities in one statement, hence one round trip. */
const INSERT_ALL = `
  WITH new_identities AS (
    INSERT INTO identities (nid, revision, ${WRITTEN_COLUMNS.join(', ')})
    SELECT CAST($1 AS INTEGER), 1, t.* FROM ${arrays(2, WRITTEN_COLUMNS)}
  ), new_identifiers AS (
    INSERT INTO identity_identifiers (nid, ${IDENTIFIER_COLUMNS.join(', ')})
    SELECT CAST($1 AS INTEGER), t.* FROM ${arrays(FIRST_IDENTIFIER, IDENTIFIER_COLUMNS)}
  )
  INSERT INTO identity_addresses (nid, ${ADDRESS_COLUMNS.join(', ')})
  SELECT CAST($1 AS INTEGER), t.* FROM ${arrays(FIRST_ADDRESS, ADDRESS_COLUMNS)}`;

/** Collects the values of one column after the other from rows of `width` columns. */
export function columnsOf(rows: readonly (readonly SqlValue[])[], width: number): string[] {
  return Array.from({ length: width }, (_, i) => arrayLiteral(rows.map((row) => (row[i] ?? null) as string | null)));
}

/** Breaks a unique constraint, and stores nothing, when a single value is taken. */
export function insertIdentities(nid: number, writes: readonly IdentityWrite[]): Statement {
  const identifiers = writes.flatMap(({ row, identifiers }) =>
    identifiers.map(({ type, identifier }) => [row.id, type, identifier]),
  );
  const addresses = writes.flatMap(({ row, addresses }) =>
    addresses.map(({ id, kind, via, value }) => [row.id, id, kind, via, value]),
  );
  return {
    text: INSERT_ALL,
    params: [
      nid,
      ...columnsOf(
        writes.map(({ row }) => identityValues(row)),
        WRITTEN_COLUMNS.length,
      ),
      ...columnsOf(identifiers, IDENTIFIER_COLUMNS.length),
      ...columnsOf(addresses, ADDRESS_COLUMNS.length),
    ],
  };
}

/** Which unique values exist already. Rows: what kind of value, then its parts. */
const TAKEN = `
  SELECT 'id' AS what, id AS a, '' AS b, '' AS c FROM identities
  WHERE nid = $1 AND id = ANY(CAST($2 AS TEXT[]))
  UNION ALL
  SELECT 'external_id', external_id, '', '' FROM identities
  WHERE nid = $1 AND external_id = ANY(CAST($3 AS TEXT[]))
  UNION ALL
  SELECT 'identifier', k.type, k.identifier, '' FROM identity_identifiers AS k
  JOIN unnest(CAST($4 AS TEXT[]), CAST($5 AS TEXT[])) AS t (type, identifier) ON k.type = t.type AND k.identifier = t.identifier
  WHERE k.nid = $1
  UNION ALL
  SELECT 'address', k.kind, k.via, k.value FROM identity_addresses AS k
  JOIN unnest(CAST($6 AS TEXT[]), CAST($7 AS TEXT[]), CAST($8 AS TEXT[])) AS t (kind, via, value)
    ON k.kind = t.kind AND k.via = t.via AND k.value = t.value
  WHERE k.nid = $1
  UNION ALL
  SELECT 'address_id', id, '', '' FROM identity_addresses
  WHERE nid = $1 AND id = ANY(CAST($9 AS TEXT[]))`;

/** Finds which values of some identities are taken. Its rows, joined by NUL, are keys as `uniqueKeysOf` makes them. */
export function takenValues(nid: number, writes: readonly IdentityWrite[]): Statement {
  const identifiers = writes.flatMap((write) => write.identifiers);
  const addresses = writes.flatMap((write) => write.addresses);
  const lists = [
    writes.map(({ row }) => row.id),
    writes.flatMap(({ row }) => (row.externalId === null ? [] : [row.externalId])),
    identifiers.map(({ type }) => type),
    identifiers.map(({ identifier }) => identifier),
    addresses.map(({ kind }) => kind),
    addresses.map(({ via }) => via),
    addresses.map(({ value }) => value),
    addresses.map(({ id }) => id),
  ];
  return { text: TAKEN, params: [nid, ...lists.map(arrayLiteral)] };
}

/** Every value of an identity that no other may have. */
export function uniqueKeysOf({ row, identifiers, addresses }: IdentityWrite): string[] {
  return [
    ['id', row.id, '', ''],
    ...(row.externalId === null ? [] : [['external_id', row.externalId, '', '']]),
    ...identifiers.map(({ type, identifier }) => ['identifier', type, identifier, '']),
    ...addresses.flatMap(({ id, kind, via, value }) => [
      ['address', kind, via, value],
      ['address_id', id, '', ''],
    ]),
  ].map((parts) => parts.join('\0'));
}
