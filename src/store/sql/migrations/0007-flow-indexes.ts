import type { Migration } from './migration.ts';

/**
 * The indexes of flows and secrets begin with what tells rows apart, no more with the network. PostgreSQL, as long as it has no
 * statistics of a table, takes `nid = … AND id = …` for as cheap through any index that begins with the network as through the
 * primary key, and reads all flows for one: on a new database, or after a night in which all flows ended.
 */
export const flowIndexes: Migration = {
  version: 7,
  name: '0007-flow-indexes',
  statements: () => [
    'DROP INDEX flows_expiry',
    'CREATE INDEX flows_expiry ON flows (expires_at)',
    'DROP INDEX flow_secrets_flow',
    'CREATE INDEX flow_secrets_flow ON flow_secrets (flow_id, nid)',
  ],
};
