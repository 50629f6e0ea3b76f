import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { NewSession, SessionRow, SessionWithIdentity } from '../session-store.ts';
import { identityOf } from './identity-columns.ts';
import type { SqlRow, SqlValue } from './statement.ts';

/** The columns of `sessions` in the order in which `sessionOf` reads and `sessionValues` writes them. */
export const SESSION_COLUMNS = [
  'id',
  'identity_id',
  'active',
  'aal',
  'authentication_methods',
  'devices',
  'issued_at',
  'authenticated_at',
  'expires_at',
  'created_at',
  'updated_at',
] as const;

/** Behind them in a new session; nothing reads it back. */
export const TOKEN_COLUMN = 'token_hash';

export function sessionOf(row: SqlRow): SessionRow {
  return {
    id: row[0] as string,
    identityId: row[1] as string,
    active: row[2] === 1,
    aal: row[3] as SessionRow['aal'],
    authenticationMethods: row[4] as JsonText,
    devices: row[5] as JsonText,
    issuedAt: row[6] as Timestamp,
    authenticatedAt: row[7] as Timestamp,
    expiresAt: row[8] as Timestamp,
    createdAt: row[9] as Timestamp,
    updatedAt: row[10] as Timestamp,
  };
}

/** Of a query for the columns of a session and, behind them, those of its identity. */
export function sessionWithIdentityOf(row: SqlRow): SessionWithIdentity {
  return { session: sessionOf(row), identity: identityOf(row.slice(SESSION_COLUMNS.length)) };
}

export function sessionValues(session: NewSession): SqlValue[] {
  return [
    session.id,
    session.identityId,
    session.active ? 1 : 0,
    session.aal,
    session.authenticationMethods,
    session.devices,
    session.issuedAt,
    session.authenticatedAt,
    session.expiresAt,
    session.createdAt,
    session.updatedAt,
    session.tokenHash,
  ];
}
