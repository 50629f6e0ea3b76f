import type { Migration } from './migration.ts';

/**
 * One table for the flows of all kinds and one for their codes and link tokens, in place of those that only recovery had; what
 * an administrator made before stays good. Besides, the errors that browsers are sent away with, and what they come back to.
 */
export const flows: Migration = {
  version: 2,
  name: '0002-flows',
  statements: ({ text }) => [
    `CREATE TABLE flows (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      kind ${text} NOT NULL,
      type ${text} NOT NULL,
      state ${text} NOT NULL,
      active ${text},
      request_url TEXT NOT NULL,
      ui TEXT NOT NULL,
      csrf_token TEXT NOT NULL,
      identity_id ${text},
      details TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      issued_at ${text} NOT NULL,
      expires_at ${text} NOT NULL,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      PRIMARY KEY (nid, id),
      FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE
    )`,
    'CREATE INDEX flows_identity ON flows (nid, identity_id) WHERE identity_id IS NOT NULL',
    'CREATE INDEX flows_expiry ON flows (nid, expires_at)',

    `CREATE TABLE flow_secrets (
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
      FOREIGN KEY (nid, address_id) REFERENCES identity_addresses (nid, id) ON DELETE CASCADE
    )`,
    'CREATE INDEX flow_secrets_flow ON flow_secrets (nid, flow_id)',
    'CREATE INDEX flow_secrets_identity ON flow_secrets (nid, identity_id) WHERE identity_id IS NOT NULL',
    'CREATE INDEX flow_secrets_address ON flow_secrets (nid, address_id) WHERE address_id IS NOT NULL',

    `INSERT INTO flows (nid, id, kind, type, state, active, request_url, ui, csrf_token, identity_id, details, tries,
        issued_at, expires_at, created_at, updated_at)
      SELECT nid, id, 'recovery', type, state, active, request_url, ui, csrf_token, recovered_identity_id,
        CASE skip_csrf_check WHEN 1 THEN '{"skip_csrf_check":true}' ELSE '{}' END, submit_count,
        issued_at, expires_at, created_at, updated_at
      FROM recovery_flows`,
    ...(
      [
        ['recovery_codes', 'code'],
        ['recovery_tokens', 'link'],
      ] as const
    ).flatMap(([table, kind]) => [
      `INSERT INTO flow_secrets (nid, id, flow_id, kind, hmac, origin, identity_id, address_id, issued_at, expires_at, used_at)
        SELECT nid, id, flow_id, '${kind}', hmac, kind, identity_id, address_id, issued_at, expires_at, used_at FROM ${table}`,
      `DROP TABLE ${table}`,
    ]),
    'DROP TABLE recovery_flows',

    `CREATE TABLE flow_errors (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      error TEXT NOT NULL,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      PRIMARY KEY (nid, id)
    )`,
    'CREATE INDEX flow_errors_age ON flow_errors (nid, created_at)',

    `CREATE TABLE continuities (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      name ${text} NOT NULL,
      identity_id ${text},
      payload TEXT NOT NULL,
      created_at ${text} NOT NULL,
      expires_at ${text} NOT NULL,
      PRIMARY KEY (nid, id),
      FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE
    )`,
    'CREATE INDEX continuities_identity ON continuities (nid, identity_id) WHERE identity_id IS NOT NULL',
    'CREATE INDEX continuities_expiry ON continuities (nid, expires_at)',
  ],
};
