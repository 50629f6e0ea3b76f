import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { RecoveryFlowRow, RecoverySecretRow } from '../recovery-store.ts';
import type { SqlRow, SqlValue } from './statement.ts';

/** The columns of `recovery_flows` in the order in which `flowOf` reads and `flowValues` writes them. */
export const FLOW_COLUMNS = [
  'id',
  'type',
  'state',
  'active',
  'request_url',
  'ui',
  'csrf_token',
  'skip_csrf_check',
  'recovered_identity_id',
  'submit_count',
  'internal_context',
  'issued_at',
  'expires_at',
  'created_at',
  'updated_at',
] as const;

/** The columns of `recovery_codes` and `recovery_tokens`, in the order of `secretOf` and `secretValues`. */
export const SECRET_COLUMNS = ['id', 'hmac', 'kind', 'identity_id', 'flow_id', 'address_id', 'issued_at', 'expires_at'] as const;

export function flowOf(row: SqlRow): RecoveryFlowRow {
  return {
    id: row[0] as string,
    type: row[1] as RecoveryFlowRow['type'],
    state: row[2] as string,
    active: row[3] as string | null,
    requestUrl: row[4] as string,
    ui: row[5] as JsonText,
    csrfToken: row[6] as string,
    skipCsrfCheck: row[7] === 1,
    recoveredIdentityId: row[8] as string | null,
    submitCount: row[9] as number,
    internalContext: row[10] as JsonText,
    issuedAt: row[11] as Timestamp,
    expiresAt: row[12] as Timestamp,
    createdAt: row[13] as Timestamp,
    updatedAt: row[14] as Timestamp,
  };
}

export function flowValues(flow: RecoveryFlowRow): SqlValue[] {
  return [
    flow.id,
    flow.type,
    flow.state,
    flow.active,
    flow.requestUrl,
    flow.ui,
    flow.csrfToken,
    flow.skipCsrfCheck ? 1 : 0,
    flow.recoveredIdentityId,
    flow.submitCount,
    flow.internalContext,
    flow.issuedAt,
    flow.expiresAt,
    flow.createdAt,
    flow.updatedAt,
  ];
}

export function secretOf(row: SqlRow): RecoverySecretRow {
  return {
    id: row[0] as string,
    hmac: row[1] as string,
    kind: row[2] as RecoverySecretRow['kind'],
    identityId: row[3] as string,
    flowId: row[4] as string,
    addressId: row[5] as string | null,
    issuedAt: row[6] as Timestamp,
    expiresAt: row[7] as Timestamp,
  };
}

export function secretValues(secret: RecoverySecretRow): SqlValue[] {
  const { id, hmac, kind, identityId, flowId, addressId, issuedAt, expiresAt } = secret;
  return [id, hmac, kind, identityId, flowId, addressId, issuedAt, expiresAt];
}
