import { EMPTY_LIST, EMPTY_OBJECT, type JsonText, jsonOf } from '../../src/json/json-text.ts';
import { now, type Timestamp } from '../../src/lib/clock.ts';
import type { AddressKey, IdentifierKey, IdentityRowWithConfigs, IdentityWrite } from '../../src/store/identity-store.ts';
import type { NewMessage } from '../../src/store/message-store.ts';
import type { RecoveryFlowRow, RecoverySecretRow } from '../../src/store/recovery-store.ts';
import type { NewSession } from '../../src/store/session-store.ts';
import { clock, random } from './databases.ts';

export const EARLY = '2025-01-01T00:00:00.000000Z' as Timestamp;
export const MIDDLE = '2025-06-01T00:00:00.000000Z' as Timestamp;
export const LATE = '2025-12-31T23:59:59.999999Z' as Timestamp;

export const hex = () => Buffer.from(random.bytes(32)).toString('hex');

/** An identity with a password and an address of both kinds, all from one e-mail. */
export function anIdentity(
  email: string = `${random.text(12, 'abcdefghijklmnopqrstuvwxyz')}@example.org`,
  changes: Partial<IdentityRowWithConfigs> = {},
): IdentityWrite {
  const at = now(clock);
  const row: IdentityRowWithConfigs = {
    id: random.uuid(),
    externalId: null,
    schemaId: 'default',
    state: 'active',
    stateChangedAt: at,
    traits: jsonOf({ email }),
    metadataPublic: null,
    metadataAdmin: null,
    credentials: jsonOf({ password: { type: 'password', identifiers: [email] } }),
    configs: jsonOf({ password: { hashed_password: '$2a$04$' } }),
    verifiableAddresses: jsonOf([{ value: email }]),
    recoveryAddresses: jsonOf([{ value: email }]),
    availableAal: 'aal1',
    organizationId: null,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    ...changes,
  };
  return {
    row,
    identifiers: [{ type: 'password', identifier: email }],
    addresses: [anAddress('verifiable', email), anAddress('recovery', email)],
  };
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
  const empty = {
    credentials: EMPTY_OBJECT,
    configs: EMPTY_OBJECT,
    verifiableAddresses: EMPTY_LIST,
    recoveryAddresses: EMPTY_LIST,
  };
  return { row: { ...anIdentity().row, ...empty, ...changes }, identifiers, addresses };
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

export function aRecoveryFlow(recoveredIdentityId: string | null = null): RecoveryFlowRow {
  return {
    id: random.uuid(),
    type: 'browser',
    state: 'sent_email',
    active: 'code',
    requestUrl: 'http://127.0.0.1/admin/recovery/code',
    ui: '{"nodes":[]}' as JsonText,
    csrfToken: 'token',
    skipCsrfCheck: true,
    recoveredIdentityId,
    submitCount: 0,
    internalContext: EMPTY_OBJECT,
    issuedAt: MIDDLE,
    expiresAt: LATE,
    createdAt: MIDDLE,
    updatedAt: MIDDLE,
  };
}

export function aSecret(flowId: string, identityId: string, changes: Partial<RecoverySecretRow> = {}): RecoverySecretRow {
  return {
    id: random.uuid(),
    hmac: hex(),
    kind: 'admin',
    identityId,
    flowId,
    addressId: null,
    issuedAt: MIDDLE,
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
