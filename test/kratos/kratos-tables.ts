/** What a column holds; each database has types of its own for it. */
type Kind = 'id' | 'text' | 'json' | 'flag' | 'time' | 'bytes' | 'number';

/** A question mark: may be null. */
type Column = Kind | `${Kind}?`;

const owned = { id: 'id', identity_id: 'id', created_at: 'time', updated_at: 'time', nid: 'id?' } as const;

/** The tables of the reference of its storage that a move reads, with all their columns. */
export const KRATOS_TABLES: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  schema_migration: { version: 'text', version_self: 'number' },
  networks: { id: 'id', created_at: 'time', updated_at: 'time' },
  identity_credential_types: { id: 'id', name: 'text' },
  identities: {
    id: 'id',
    schema_id: 'text',
    traits: 'json',
    created_at: 'time',
    updated_at: 'time',
    nid: 'id?',
    state: 'text',
    state_changed_at: 'time?',
    metadata_public: 'json?',
    metadata_admin: 'json?',
    available_aal: 'text?',
    organization_id: 'id?',
    external_id: 'text?',
  },
  identity_credentials: { ...owned, config: 'json', identity_credential_type_id: 'id', version: 'number' },
  identity_credential_identifiers: {
    ...owned,
    identifier: 'text?',
    identity_credential_id: 'id',
    identity_credential_type_id: 'id',
  },
  identity_verifiable_addresses: {
    ...owned,
    status: 'text',
    via: 'text',
    verified: 'flag',
    value: 'text',
    verified_at: 'time?',
  },
  identity_recovery_addresses: { ...owned, via: 'text', value: 'text', break_glass_for_organization: 'id?' },
  identity_pending_traits_changes: {
    ...owned,
    new_address_value: 'text',
    new_address_via: 'text',
    original_traits_hash: 'text',
    proposed_traits: 'json',
    verification_flow_id: 'id',
    status: 'text',
    session_id: 'id?',
    origin_settings_flow_id: 'id?',
  },
  sessions: {
    ...owned,
    issued_at: 'time',
    expires_at: 'time',
    authenticated_at: 'time',
    token: 'text?',
    active: 'flag?',
    logout_token: 'text?',
    aal: 'text',
    authentication_methods: 'json',
  },
  session_devices: {
    ...owned,
    ip_address: 'text?',
    user_agent: 'text?',
    location: 'text?',
    session_id: 'id',
  },
  courier_messages: {
    id: 'id',
    type: 'number',
    status: 'number',
    body: 'text',
    subject: 'text',
    recipient: 'text',
    created_at: 'time',
    updated_at: 'time',
    template_type: 'text',
    template_data: 'bytes?',
    nid: 'id?',
    send_count: 'number',
    channel: 'text?',
    request_headers: 'json?',
  },
};

const TYPES: Readonly<Record<'sqlite' | 'postgres', Readonly<Record<Kind, string>>>> = {
  sqlite: { id: 'char(36)', text: 'TEXT', json: 'TEXT', flag: 'NUMERIC', time: 'DATETIME', bytes: 'BLOB', number: 'INTEGER' },
  postgres: { id: 'uuid', text: 'text', json: 'jsonb', flag: 'bool', time: 'timestamp', bytes: 'bytea', number: 'int' },
};

const UNIQUE: Readonly<Record<string, string>> = {
  identity_credential_identifiers: 'UNIQUE (nid, identity_credential_type_id, identifier)',
  identity_verifiable_addresses: 'UNIQUE (nid, via, value)',
  identity_recovery_addresses: 'UNIQUE (nid, via, value)',
  sessions: 'UNIQUE (token)',
};

/** The type of a column. */
export const typeOf = (database: 'sqlite' | 'postgres', table: string, column: string): string =>
  TYPES[database][(KRATOS_TABLES[table]?.[column] ?? 'text').replace('?', '') as Kind];

/** The statements that make the tables. */
export const creating = (database: 'sqlite' | 'postgres'): string[] =>
  Object.entries(KRATOS_TABLES).map(([table, columns]) => {
    const parts = Object.entries(columns).map(([name, column]) => {
      const key = name === 'id' ? ' PRIMARY KEY' : '';
      return `${name} ${typeOf(database, table, name)}${column.endsWith('?') ? '' : ' NOT NULL'}${key}`;
    });
    const unique = UNIQUE[table];
    return `CREATE TABLE ${table} (${[...parts, ...(unique === undefined ? [] : [unique])].join(', ')})`;
  });
