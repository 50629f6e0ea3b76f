import type { Migration } from './migration.ts';

/**
 * The unique values of identities lose the index by their identity, and with it the foreign key that needed it: a delete
 * knows them from the row. Every index costs each new identity a page at a random place, so there is none without a reader.
 *
 * SQLite cannot drop a key, so its tables are made anew; that of addresses is kept in the order of their values, where both
 * kinds of one address are neighbours. What refers to an address is made anew before its table is dropped, since the end of
 * a table deletes what refers to its rows.
 */
export const leanKeys: Migration = {
  version: 6,
  name: '0006-lean-keys',
  statements: ({ kind, text }) => (kind === 'sqlite' ? madeAnew(text) : DROPPED),
};

const DROPPED = ['identity_identifiers', 'identity_addresses'].flatMap((table) => [
  `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_nid_identity_id_fkey`,
  `DROP INDEX ${table}_identity`,
]);

const madeAnew = (text: string) => [
  `CREATE TABLE lean_identifiers (
    nid INTEGER NOT NULL,
    type ${text} NOT NULL,
    identifier ${text} NOT NULL,
    identity_id ${text} NOT NULL,
    PRIMARY KEY (nid, type, identifier)
  ) WITHOUT ROWID`,
  `INSERT INTO lean_identifiers (nid, type, identifier, identity_id)
    SELECT nid, type, identifier, identity_id FROM identity_identifiers ORDER BY nid, type, identifier`,
  'DROP TABLE identity_identifiers',
  'ALTER TABLE lean_identifiers RENAME TO identity_identifiers',

  `CREATE TABLE lean_addresses (
    nid INTEGER NOT NULL,
    via ${text} NOT NULL,
    value ${text} NOT NULL,
    kind ${text} NOT NULL,
    id ${text} NOT NULL,
    identity_id ${text} NOT NULL,
    PRIMARY KEY (nid, via, value, kind)
  ) WITHOUT ROWID`,
  `INSERT INTO lean_addresses (nid, via, value, kind, id, identity_id)
    SELECT nid, via, value, kind, id, identity_id FROM identity_addresses ORDER BY nid, via, value, kind`,
  'CREATE UNIQUE INDEX identity_addresses_id ON lean_addresses (nid, id)',

  `CREATE TABLE lean_secrets (
    nid INTEGER NOT NULL,
    id ${text} NOT NULL,
    flow_id ${text} NOT NULL,
    kind ${text} NOT NULL,
    hmac ${text} NOT NULL,
    origin ${text} NOT NULL,
    identity_id ${text},
    address_id ${text},
    issued_at ${text} NOT NULL,
    expires_at ${text} NOT NULL,
    used_at ${text},
    PRIMARY KEY (nid, id),
    FOREIGN KEY (nid, flow_id) REFERENCES flows (nid, id) ON DELETE CASCADE,
    FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE,
    FOREIGN KEY (nid, address_id) REFERENCES lean_addresses (nid, id) ON DELETE CASCADE
  )`,
  `INSERT INTO lean_secrets (nid, id, flow_id, kind, hmac, origin, identity_id, address_id, issued_at, expires_at, used_at)
    SELECT nid, id, flow_id, kind, hmac, origin, identity_id, address_id, issued_at, expires_at, used_at FROM flow_secrets`,
  'DROP TABLE flow_secrets',
  'DROP TABLE identity_addresses',
  'ALTER TABLE lean_addresses RENAME TO identity_addresses',
  'ALTER TABLE lean_secrets RENAME TO flow_secrets',
  'CREATE INDEX flow_secrets_flow ON flow_secrets (nid, flow_id)',
  'CREATE INDEX flow_secrets_identity ON flow_secrets (nid, identity_id) WHERE identity_id IS NOT NULL',
  'CREATE INDEX flow_secrets_address ON flow_secrets (nid, address_id) WHERE address_id IS NOT NULL',
];
