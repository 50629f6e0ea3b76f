import { ApiError } from '../error/api-error.ts';
import { EMPTY_LIST, jsonOf } from '../json/json-text.ts';
import { type Clock, type Timestamp, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { parseUuid } from '../lib/uuid.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import { aalOf } from './aal.ts';
import type { ClientInfo } from './client-info.ts';
import { withDevice } from './device.ts';
import type { AuthenticationMethod, Caller, StartedSession } from './session.ts';
import type { SessionSettings } from './session-settings.ts';
import { newSessionToken } from './session-token.ts';

export interface SessionMaking {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: SessionSettings;
}

function assertActive({ id, state }: IdentityRow): void {
  if (state !== 'active') throw new ApiError('identity_disabled', { details: { identity_id: id } });
}

/** The lifespan that the organization of the first entry that names one asks for, or that of all others. */
function lifespanOf(methods: readonly AuthenticationMethod[], { lifespanMs, organizationLifespansMs }: SessionSettings): number {
  for (const { organization } of methods) {
    const id = organization === undefined ? undefined : parseUuid(organization);
    if (id !== undefined) return organizationLifespansMs[id] ?? lifespanMs;
  }
  return lifespanMs;
}

/** What every completed factor sets anew. */
function renewed(methods: readonly AuthenticationMethod[], { clock, settings }: SessionMaking) {
  const micros = clock.micros();
  const at: Timestamp = timestampOf(micros);
  return {
    active: true,
    aal: aalOf(methods),
    authenticationMethods: jsonOf(methods),
    issuedAt: at,
    authenticatedAt: at,
    expiresAt: timestampOf(micros + lifespanOf(methods, settings) * 1000),
    updatedAt: at,
  };
}

/** A session with an id and a token of its own, whatever the caller had before. @throws ApiError `identity_disabled` */
export function newSession(
  identity: IdentityRow,
  methods: readonly AuthenticationMethod[],
  client: ClientInfo,
  making: SessionMaking,
): StartedSession {
  assertActive(identity);
  const { random } = making;
  const times = renewed(methods, making);
  return {
    session: {
      id: random.uuid(),
      identityId: identity.id,
      ...times,
      devices: withDevice(EMPTY_LIST, client, random),
      createdAt: times.issuedAt,
    },
    token: newSessionToken(random),
    isNew: true,
  };
}

/**
 * The session of a caller after another factor. The answer to that request shows the device once more and a new `issued_at`; the
 * store keeps both as they were.
 * @throws ApiError `identity_disabled`
 */
export function continuedSession(
  { session, identity, token }: Caller,
  method: AuthenticationMethod,
  client: ClientInfo,
  making: SessionMaking,
): StartedSession {
  assertActive(identity);
  const before = JSON.parse(session.authenticationMethods) as AuthenticationMethod[];
  return {
    session: {
      ...session,
      ...renewed([...before, method], making),
      devices: withDevice(session.devices, client, making.random),
    },
    token,
    isNew: false,
  };
}
