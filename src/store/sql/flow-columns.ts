import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { FlowKind, FlowRow, FlowSecretRow } from '../flow-store.ts';
import type { SqlRow, SqlValue } from './statement.ts';

/** The columns of `flows` in the order in which `flowOf` reads and `flowValues` writes them. */
export const FLOW_COLUMNS = [
  'id',
  'kind',
  'type',
  'state',
  'active',
  'request_url',
  'ui',
  'csrf_token',
  'identity_id',
  'details',
  'issued_at',
  'expires_at',
  'created_at',
  'updated_at',
] as const;

/** The columns of `flow_secrets`, in the order of `secretOf` and `secretValues`. */
export const SECRET_COLUMNS = [
  'id',
  'flow_id',
  'kind',
  'hmac',
  'origin',
  'identity_id',
  'address_id',
  'issued_at',
  'expires_at',
  'used_at',
] as const;

export function flowOf(row: SqlRow): FlowRow {
  return {
    id: row[0] as string,
    kind: row[1] as FlowKind,
    type: row[2] as FlowRow['type'],
    state: row[3] as string,
    active: row[4] as string | null,
    requestUrl: row[5] as string,
    ui: row[6] as JsonText,
    csrfToken: row[7] as string,
    identityId: row[8] as string | null,
    details: row[9] as JsonText,
    issuedAt: row[10] as Timestamp,
    expiresAt: row[11] as Timestamp,
    createdAt: row[12] as Timestamp,
    updatedAt: row[13] as Timestamp,
  };
}

export function flowValues(flow: FlowRow): SqlValue[] {
  return [
    flow.id,
    flow.kind,
    flow.type,
    flow.state,
    flow.active,
    flow.requestUrl,
    flow.ui,
    flow.csrfToken,
    flow.identityId,
    flow.details,
    flow.issuedAt,
    flow.expiresAt,
    flow.createdAt,
    flow.updatedAt,
  ];
}

export function secretOf(row: SqlRow): FlowSecretRow {
  return {
    id: row[0] as string,
    flowId: row[1] as string,
    kind: row[2] as FlowSecretRow['kind'],
    hmac: row[3] as string,
    origin: row[4] as FlowSecretRow['origin'],
    identityId: row[5] as string | null,
    addressId: row[6] as string | null,
    issuedAt: row[7] as Timestamp,
    expiresAt: row[8] as Timestamp,
    usedAt: row[9] as Timestamp | null,
  };
}

export function secretValues(secret: FlowSecretRow): SqlValue[] {
  const { id, flowId, kind, hmac, origin, identityId, addressId, issuedAt, expiresAt, usedAt } = secret;
  return [id, flowId, kind, hmac, origin, identityId, addressId, issuedAt, expiresAt, usedAt];
}
