import { EMPTY_LIST, jsonOf } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import { aalOf, type Factor } from '../session/aal.ts';
import { tokenHash } from '../session/session-token.ts';
import type { NewSession, SessionRow } from '../store/session-store.ts';
import { flagIn, idIn, jsonIn, requiredTime, timeIn } from './kratos-values.ts';
import type { KratosRow } from './read-table.ts';
import type { SESSION_DEVICES, SESSIONS } from './tables.ts';

export type SessionDbRow = KratosRow<(typeof SESSIONS)['columns'][number]>;
export type DeviceDbRow = KratosRow<(typeof SESSION_DEVICES)['columns'][number]>;

const AALS: readonly string[] = ['aal0', 'aal1', 'aal2'];
const isAal = (text: string | null): text is SessionRow['aal'] => AALS.includes(text ?? '');

/** Oldest first, as they are appended here. */
function devicesOf(rows: readonly DeviceDbRow[]) {
  const oldestFirst = rows.toSorted((a, b) => ((a.created_at ?? '') < (b.created_at ?? '') ? -1 : 1));
  return jsonOf(
    oldestFirst.map((row) => ({
      id: idIn('the id of a device', row.id),
      ip_address: row.ip_address ?? '',
      user_agent: row.user_agent ?? '',
      location: row.location ?? '',
    })),
  );
}

/** Whether a session can be used at a time. @throws ValueFault */
export const isUsable = (row: SessionDbRow, at: Timestamp): boolean =>
  flagIn(row.active) && (timeIn('expires_at', row.expires_at) ?? '') > at;

/**
 * A session as it is stored here: by the hash of its token.
 * @returns undefined for one without a token, which nobody can use
 * @throws ValueFault
 */
export function convertSession(row: SessionDbRow, devices: readonly DeviceDbRow[]): NewSession | undefined {
  if (!row.token) return undefined;
  const methods = jsonIn('authentication_methods', row.authentication_methods) ?? EMPTY_LIST;
  return {
    id: idIn('the id', row.id),
    identityId: idIn('identity_id', row.identity_id),
    active: true,
    aal: isAal(row.aal) ? row.aal : aalOf(JSON.parse(methods) as Factor[]),
    authenticationMethods: methods,
    devices: devicesOf(devices),
    issuedAt: requiredTime('issued_at', row.issued_at),
    authenticatedAt: requiredTime('authenticated_at', row.authenticated_at),
    expiresAt: requiredTime('expires_at', row.expires_at),
    createdAt: requiredTime('created_at', row.created_at),
    updatedAt: requiredTime('updated_at', row.updated_at),
    tokenHash: tokenHash(row.token),
  };
}
