import type { Migration } from './migration.ts';

/**
 * Logout tokens follow from session tokens: their column goes. Codes that are traded for a session token get a table; it holds hashes
 * of the codes, and the token only in a form that takes a code to read.
 */
export const sessionExchange: Migration = {
  version: 4,
  name: '0004-session-exchange',
  statements: ({ kind, text }) => [
    // The others drop the index together with its column.
    ...(kind === 'sqlite' ? ['DROP INDEX sessions_logout_token'] : []),
    'ALTER TABLE sessions DROP COLUMN logout_token_hash',

    `CREATE TABLE token_exchanges (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      init_code_hash ${text} NOT NULL,
      return_to_code_hash ${text},
      flow_id ${text} NOT NULL,
      session_id ${text},
      sealed_token TEXT,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      PRIMARY KEY (nid, init_code_hash)
    )`,
    'CREATE UNIQUE INDEX token_exchanges_flow ON token_exchanges (nid, flow_id)',
    'CREATE INDEX token_exchanges_age ON token_exchanges (nid, created_at)',
  ],
};
