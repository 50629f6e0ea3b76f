import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { NewSession, SessionRow } from '../session-store.ts';
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

/** Behind them in a new session; nothing reads them back. */
export const TOKEN_COLUMNS = ['token_hash', 'logout_token_hash'] as const;

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
    session.logoutTokenHash,
  ];
}
