import type { Migration } from './migration.ts';

/** Changes of traits that wait for the proof of a new address; the key says that an identity has one at most. */
export const pendingChanges: Migration = {
  version: 5,
  name: '0005-pending-changes',
  statements: ({ text }) => [
    `CREATE TABLE pending_changes (
      nid INTEGER NOT NULL,
      identity_id ${text} NOT NULL,
      flow_id ${text} NOT NULL,
      via ${text} NOT NULL,
      value ${text} NOT NULL,
      traits TEXT NOT NULL,
      base_hash ${text} NOT NULL,
      session_id ${text} NOT NULL,
      settings_flow_id ${text} NOT NULL,
      created_at ${text} NOT NULL,
      PRIMARY KEY (nid, identity_id),
      FOREIGN KEY (nid, identity_id) REFERENCES identities (nid, id) ON DELETE CASCADE,
      FOREIGN KEY (nid, flow_id) REFERENCES flows (nid, id) ON DELETE CASCADE,
      FOREIGN KEY (nid, session_id) REFERENCES sessions (nid, id) ON DELETE CASCADE
    )`,
    'CREATE UNIQUE INDEX pending_changes_flow ON pending_changes (nid, flow_id)',
    'CREATE INDEX pending_changes_session ON pending_changes (nid, session_id)',
  ],
};
