import type { RecoveryFlowRow, RecoverySecretRow, RecoveryStore } from '../recovery-store.ts';
import type { Database } from './database.ts';
import { placeholders } from './placeholders.ts';
import { FLOW_COLUMNS, flowOf, flowValues, SECRET_COLUMNS, secretOf, secretValues } from './recovery-columns.ts';
import { isFault } from './sql-fault.ts';
import type { Program } from './statement.ts';

const insertInto = (table: string, columns: readonly string[]) =>
  `INSERT INTO ${table} (nid, ${columns.join(', ')}) VALUES ($1, ${placeholders(2, columns.length)})`;

const INSERT_FLOW = insertInto('recovery_flows', FLOW_COLUMNS);
const INSERT_CODE = insertInto('recovery_codes', SECRET_COLUMNS);
const INSERT_TOKEN = insertInto('recovery_tokens', SECRET_COLUMNS);
const GET_FLOW = `SELECT ${FLOW_COLUMNS.join(', ')} FROM recovery_flows WHERE nid = $1 AND id = $2`;
const CODES_OF = `SELECT ${SECRET_COLUMNS.join(', ')} FROM recovery_codes
  WHERE nid = $1 AND flow_id = $2 ORDER BY issued_at DESC, id`;
const GET_TOKEN = `SELECT ${SECRET_COLUMNS.join(', ')} FROM recovery_tokens WHERE nid = $1 AND hmac = $2`;

/** Recovery flows of one network with their codes and link tokens. */
export function createSqlRecoveryStore(database: Database, nid: number): RecoveryStore {
  function* insertBoth(insertSecret: string, flow: RecoveryFlowRow, secret: RecoverySecretRow): Program<void> {
    yield [
      { text: INSERT_FLOW, params: [nid, ...flowValues(flow)] },
      { text: insertSecret, params: [nid, ...secretValues(secret)] },
    ];
  }

  async function create(insertSecret: string, flow: RecoveryFlowRow, secret: RecoverySecretRow): Promise<boolean> {
    try {
      await database.transact(() => insertBoth(insertSecret, flow, secret));
      return true;
    } catch (error) {
      // The identity, or the address that the secret is sent to, was removed meanwhile.
      if (isFault(error, 'foreign_key')) return false;
      throw error;
    }
  }

  return {
    createWithCode: (flow, code) => create(INSERT_CODE, flow, code),
    createWithToken: (flow, token) => create(INSERT_TOKEN, flow, token),
    async getFlow(id) {
      const [row] = await database.read(GET_FLOW, [nid, id]);
      return row && flowOf(row);
    },
    codesOf: async (flowId) => (await database.read(CODES_OF, [nid, flowId])).map(secretOf),
    async getTokenByHmac(hmac) {
      const [row] = await database.read(GET_TOKEN, [nid, hmac]);
      return row && secretOf(row);
    },
  };
}
