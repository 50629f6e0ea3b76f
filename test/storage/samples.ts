import { EMPTY_OBJECT, type JsonText, jsonOf } from '../../src/json/json-text.ts';
import { now, type Timestamp } from '../../src/lib/clock.ts';
import type { ContinuityRow } from '../../src/store/continuity-store.ts';
import type { FlowErrorRow } from '../../src/store/flow-error-store.ts';
import type { FlowRow, FlowSecretRow } from '../../src/store/flow-store.ts';
import type { AddressKey, IdentifierKey, IdentityRowWithConfigs, IdentityWrite } from '../../src/store/identity-store.ts';
import type { NewMessage } from '../../src/store/message-store.ts';
import type { NewSession } from '../../src/store/session-store.ts';
import { clock, random } from './databases.ts';

export const EARLY = '2025-01-01T00:00:00.000000Z' as Timestamp;
export const MIDDLE = '2025-06-01T00:00:00.000000Z' as Timestamp;
export const LATE = '2025-12-31T23:59:59.999999Z' as Timestamp;

export const hex = () => Buffer.from(random.bytes(32)).toString('hex');

/** The documents of a row that name its unique values. */
export function documentsOf(identifiers: readonly IdentifierKey[], addresses: readonly AddressKey[]) {
  const ofType = (type: string) => identifiers.filter((key) => key.type === type).map(({ identifier }) => identifier);
  const types = new Set(identifiers.map(({ type }) => type));
  const ofKind = (kind: AddressKey['kind']) =>
    jsonOf(addresses.filter((key) => key.kind === kind).map(({ id, via, value }) => ({ id, value, via })));
  return {
    credentials: jsonOf(Object.fromEntries([...types].map((type) => [type, { type, identifiers: ofType(type) }]))),
    verifiableAddresses: ofKind('verifiable'),
    recoveryAddresses: ofKind('recovery'),
  };
}

/** An identity with a password and an address of both kinds, all from one e-mail. */
export function anIdentity(
  email: string = `${random.text(12, 'abcdefghijklmnopqrstuvwxyz')}@example.org`,
  changes: Partial<IdentityRowWithConfigs> = {},
): IdentityWrite {
  const at = now(clock);
  const identifiers = [{ type: 'password', identifier: email }];
  const addresses = [anAddress('verifiable', email), anAddress('recovery', email)];
  const row: IdentityRowWithConfigs = {
    id: random.uuid(),
    externalId: null,
    schemaId: 'default',
    state: 'active',
    stateChangedAt: at,
    traits: jsonOf({ email }),
    metadataPublic: null,
    metadataAdmin: null,
    ...documentsOf(identifiers, addresses),
    configs: jsonOf({ password: { hashed_password: '$2a$04$' } }),
    availableAal: 'aal1',
    organizationId: null,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    ...changes,
  };
  return { row, identifiers, addresses };
}

export function anAddress(kind: AddressKey['kind'], value: string): AddressKey {
  return { kind, id: random.uuid(), via: 'email', value };
}

/** An identity without anything that could conflict, except what is given. */
export function bareIdentity(
  changes: Partial<IdentityRowWithConfigs> = {},
  identifiers: readonly IdentifierKey[] = [],
  addresses: readonly AddressKey[] = [],
): IdentityWrite {
  const documents = { ...documentsOf(identifiers, addresses), configs: EMPTY_OBJECT };
  return { row: { ...anIdentity().row, ...documents, ...changes }, identifiers, addresses };
}

export function aSession(identityId: string, changes: Partial<NewSession> = {}): NewSession {
  const at = now(clock);
  return {
    id: random.uuid(),
    identityId,
    active: true,
    aal: 'aal1',
    authenticationMethods: '[{"method":"password"}]' as JsonText,
    devices: '[]' as JsonText,
    issuedAt: at,
    authenticatedAt: at,
    expiresAt: LATE,
    createdAt: at,
    updatedAt: at,
    tokenHash: hex(),
    ...changes,
  };
}

/** A recovery flow of nobody in particular. */
export function aFlow(changes: Partial<FlowRow> = {}): FlowRow {
  return {
    id: random.uuid(),
    kind: 'recovery',
    type: 'browser',
    state: 'sent_email',
    active: 'code',
    requestUrl: 'http://127.0.0.1/self-service/recovery/browser',
    ui: '{"nodes":[]}' as JsonText,
    csrfToken: 'token',
    identityId: null,
    details: EMPTY_OBJECT,
    issuedAt: MIDDLE,
    expiresAt: LATE,
    createdAt: MIDDLE,
    updatedAt: MIDDLE,
    ...changes,
  };
}

/** A code that nobody has redeemed. */
export function aSecret(flowId: string, changes: Partial<FlowSecretRow> = {}): FlowSecretRow {
  return {
    id: random.uuid(),
    flowId,
    kind: 'code',
    hmac: hex(),
    origin: 'self_service',
    identityId: null,
    addressId: null,
    issuedAt: MIDDLE,
    expiresAt: LATE,
    usedAt: null,
    ...changes,
  };
}

/** An error for the error page. */
export function aFlowError(changes: Partial<FlowErrorRow> = {}): FlowErrorRow {
  return { id: random.uuid(), error: jsonOf({ code: 404 }), createdAt: EARLY, updatedAt: MIDDLE, ...changes };
}

/** What anybody with the cookie may go on with. */
export function aContinuity(changes: Partial<ContinuityRow> = {}): ContinuityRow {
  return {
    id: random.uuid(),
    name: 'ory_kratos_oidc_auth_code_session',
    identityId: null,
    payload: jsonOf({ a: 1 }),
    createdAt: EARLY,
    expiresAt: LATE,
    ...changes,
  };
}

/** A message with a code, in the queue since it was made. */
export function aMessage(changes: Partial<NewMessage> = {}): NewMessage {
  return {
    id: random.uuid(),
    via: 'email',
    recipient: 'ada@example.org',
    subject: 'Use code 123456',
    body: 'Your code is 123456.\n',
    templateType: 'verification_code_valid',
    templateData: jsonOf({ to: 'ada@example.org', verification_code: '123456' }),
    requestHeaders: EMPTY_OBJECT,
    createdAt: EARLY,
    ...changes,
  };
}
