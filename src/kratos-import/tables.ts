/** A table of a Kratos database, as far as it is read. `id` comes first. */
export interface KratosTable<C extends string> {
  readonly name: string;
  readonly columns: readonly ['id', ...C[]];
  /** Columns of bytes, which are read as hexadecimal digits. */
  readonly bytes?: readonly C[];
}

const table = <const C extends string>(name: string, columns: readonly C[], bytes: readonly C[] = []): KratosTable<C> => ({
  name,
  columns: ['id', ...columns],
  bytes,
});

export const IDENTITIES = table('identities', [
  'schema_id',
  'traits',
  'state',
  'state_changed_at',
  'metadata_public',
  'metadata_admin',
  'organization_id',
  'external_id',
  'created_at',
  'updated_at',
]);

export const CREDENTIALS = table('identity_credentials', [
  'identity_id',
  'identity_credential_type_id',
  'config',
  'version',
  'created_at',
  'updated_at',
]);

export const IDENTIFIERS = table('identity_credential_identifiers', [
  'identity_id',
  'identity_credential_id',
  'identity_credential_type_id',
  'identifier',
]);

export const VERIFIABLE_ADDRESSES = table('identity_verifiable_addresses', [
  'identity_id',
  'via',
  'value',
  'status',
  'verified',
  'verified_at',
  'created_at',
  'updated_at',
]);

export const RECOVERY_ADDRESSES = table('identity_recovery_addresses', [
  'identity_id',
  'via',
  'value',
  'break_glass_for_organization',
  'created_at',
  'updated_at',
]);

export const SESSIONS = table('sessions', [
  'identity_id',
  'token',
  'active',
  'aal',
  'authentication_methods',
  'issued_at',
  'authenticated_at',
  'expires_at',
  'created_at',
  'updated_at',
]);

export const SESSION_DEVICES = table('session_devices', ['session_id', 'ip_address', 'user_agent', 'location', 'created_at']);

export const MESSAGES = table(
  'courier_messages',
  [
    'type',
    'status',
    'body',
    'subject',
    'recipient',
    'created_at',
    'template_type',
    'template_data',
    'channel',
    'request_headers',
  ],
  ['template_data'],
);

export const PENDING_CHANGES = table('identity_pending_traits_changes', ['identity_id', 'status']);
