import { EMPTY_LIST, type JsonText, NULL } from '../../json/json-text.ts';
import { type Timestamp, wireTime } from '../../lib/clock.ts';
import type { ListedIdentity } from '../../store/identity-store.ts';
import type { SessionRow } from '../../store/session-store.ts';
import { renderIdentity } from '../identities/serialise.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';

export interface SessionParts {
  readonly at: Timestamp;
  readonly schemaUrls: SchemaUrls;
  /** The owner, where it is to be shown. */
  readonly identity?: ListedIdentity;
  readonly metadataAdmin: 'always' | 'never';
  /** `shown`: as stored; `null` or `empty` in its place where an answer does not load devices. */
  readonly devices: 'shown' | 'null' | 'empty';
}

const devicesOf = (session: SessionRow, devices: SessionParts['devices']): JsonText =>
  devices === 'shown' ? session.devices : devices === 'null' ? NULL : EMPTY_LIST;

/** A session as JSON text. Whether it is active is worked out at the time of the answer. */
export function renderSession(session: SessionRow, { at, schemaUrls, identity, metadataAdmin, devices }: SessionParts): string {
  const active = session.active && session.expiresAt > at && (identity === undefined || identity.state === 'active');
  const methods = session.authenticationMethods.length > 2 ? session.authenticationMethods : NULL;
  const owner = identity ? renderIdentity(identity, { schemaUrl: schemaUrls.of(identity.schemaId), metadataAdmin }) : NULL;
  return (
    `{"id":"${session.id}","active":${active},"expires_at":"${wireTime(session.expiresAt)}","authenticated_at":"${wireTime(session.authenticatedAt)}"` +
    `,"authenticator_assurance_level":"${session.aal}","authentication_methods":${methods},"issued_at":"${wireTime(session.issuedAt)}"` +
    `,"identity":${owner},"devices":${devicesOf(session, devices)}}`
  );
}
