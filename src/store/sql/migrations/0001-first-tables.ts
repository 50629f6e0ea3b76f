import type { Migration } from './migration.ts';

/**
 * The tables of identities, sessions, recovery and admin keys.
 *
 * An identity is one row with its documents as JSON text. Two index tables next to it hold the values that are unique in a
 * network. `nid` is the short key of the network, first in every key (but for that of addresses, where SQLite would take the first
 * column of the primary key over the index that finds the addresses of an identity). Each foreign key has an index that starts with its
 * columns: what is deleted with an identity is found without reading anybody else's rows.
 */
export const firstTables: Migration = {
  version: 1,
  name: '0001-first-tables',
  statements: ({ text, narrowTable }) => [
    `CREATE TABLE networks (
      nid INTEGER PRIMARY KEY,
      id ${text} NOT NULL UNIQUE,
      created_at ${text} NOT NULL
    )`,

    `CREATE TABLE identities (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      external_id ${text},
      schema_id ${text} NOT NULL,
      state ${text} NOT NULL,
      state_changed_at ${text},
      traits TEXT NOT NULL,
      metadata_public TEXT,
      metadata_admin TEXT,
      credentials TEXT NOT NULL,
      configs TEXT NOT NULL,
      verifiable_addresses TEXT NOT NULL,
      recovery_addresses TEXT NOT NULL,
      available_aal ${text},
      organization_id ${text},
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      revision INTEGER NOT NULL,
      PRIMARY KEY (nid, id)
    )`,
    'CREATE UNIQUE INDEX identities_external_id ON identities (nid, external_id) WHERE external_id IS NOT NULL',
    'CREATE INDEX identities_organization ON identities (nid, organization_id, id) WHERE organization_id IS NOT NULL',

    `CREATE TABLE identity_identifiers (
      nid INTEGER NOT NULL,
      type ${text} NOT NULL,
      identifier ${text} NOT NULL,
      identity_id ${text} NOT NULL,
      PRIMARY KEY (nid, type, identifier),
      FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE
    )${narrowTable}`,
    'CREATE INDEX identity_identifiers_identity ON identity_identifiers (nid, identity_id)',

    `CREATE TABLE identity_addresses (
      nid INTEGER NOT NULL,
      id ${text} NOT NULL,
      kind ${text} NOT NULL,
      via ${text} NOT NULL,
      value ${text} NOT NULL,
      identity_id ${text} NOT NULL,
      PRIMARY KEY (id, nid),
      FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE
    )${narrowTable}`,
    'CREATE UNIQUE INDEX identity_addresses_value ON identity_addresses (nid, kind, via, value)',
    'CREATE INDEX identity_addresses_identity ON identity_addresses (nid, identity_id)',

    `CREATE TABLE sessions (
      nid INTEGER NOT NULL,
      id ${text} NOT NULL,
      identity_id ${text} NOT NULL,
      token_hash ${text} NOT NULL,
      logout_token_hash ${text} NOT NULL,
      active INTEGER NOT NULL,
      aal ${text} NOT NULL,
      authentication_methods TEXT NOT NULL,
      devices TEXT NOT NULL,
      issued_at ${text} NOT NULL,
      authenticated_at ${text} NOT NULL,
      expires_at ${text} NOT NULL,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      PRIMARY KEY (nid, id),
      FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE
    )`,
    'CREATE UNIQUE INDEX sessions_token ON sessions (token_hash)',
    'CREATE UNIQUE INDEX sessions_logout_token ON sessions (logout_token_hash)',
    'CREATE INDEX sessions_newest ON sessions (nid, created_at DESC, id)',
    'CREATE INDEX sessions_identity ON sessions (nid, identity_id, created_at DESC, id)',
    'CREATE INDEX sessions_active ON sessions (nid, id) WHERE active = 1',

    `CREATE TABLE recovery_flows (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      type ${text} NOT NULL,
      state ${text} NOT NULL,
      active ${text},
      request_url TEXT NOT NULL,
      ui TEXT NOT NULL,
      csrf_token TEXT NOT NULL,
      skip_csrf_check INTEGER NOT NULL,
      recovered_identity_id ${text},
      submit_count INTEGER NOT NULL,
      internal_context TEXT NOT NULL,
      issued_at ${text} NOT NULL,
      expires_at ${text} NOT NULL,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      PRIMARY KEY (nid, id),
      FOREIGN KEY (nid, recovered_identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE
    )`,
    'CREATE INDEX recovery_flows_identity ON recovery_flows (nid, recovered_identity_id)',
    'CREATE INDEX recovery_flows_expiry ON recovery_flows (nid, expires_at)',

    ...['recovery_codes', 'recovery_tokens'].flatMap((table) => [
      `CREATE TABLE ${table} (
        nid INTEGER NOT NULL,
        id ${text} NOT NULL,
        hmac ${text} NOT NULL,
        kind ${text} NOT NULL,
        identity_id ${text} NOT NULL,
        flow_id ${text} NOT NULL,
        address_id ${text},
        issued_at ${text} NOT NULL,
        expires_at ${text} NOT NULL,
        used_at ${text},
        PRIMARY KEY (nid, id),
        FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE,
        FOREIGN KEY (nid, flow_id) REFERENCES recovery_flows (nid, id) ON DELETE CASCADE,
        FOREIGN KEY (nid, address_id) REFERENCES identity_addresses (nid, id) ON DELETE CASCADE
      )`,
      `CREATE INDEX ${table}_identity ON ${table} (nid, identity_id)`,
      `CREATE INDEX ${table}_flow ON ${table} (nid, flow_id)`,
      `CREATE INDEX ${table}_address ON ${table} (nid, address_id)`,
    ]),
    'CREATE UNIQUE INDEX recovery_tokens_hmac ON recovery_tokens (nid, hmac)',

    `CREATE TABLE admin_keys (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      name ${text} NOT NULL,
      hash ${text} NOT NULL,
      scopes TEXT NOT NULL,
      created_at ${text} NOT NULL,
      expires_at ${text},
      last_used_at ${text},
      PRIMARY KEY (nid, id)
    )`,
    'CREATE UNIQUE INDEX admin_keys_name ON admin_keys (nid, name)',
  ],
};
