/** Parameters that mean something to other drivers only; what is left over is for the server. */
const DRIVER_ONLY = new Set([
  'binary_parameters',
  'channel_binding',
  // The driver reads and writes UTF-8 whatever the session says.
  'client_encoding',
  'default_query_exec_mode',
  'description_cache_capacity',
  'fallback_application_name',
  'gssdelegation',
  'gssencmode',
  'gsslib',
  'hostaddr',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'krbspn',
  'krbsrvname',
  'load_balance_hosts',
  'max_protocol_version',
  'min_protocol_version',
  'min_read_buffer_size',
  'passfile',
  'prefer_simple_protocol',
  // A session for replication takes no SQL.
  'replication',
  'require_auth',
  'requirepeer',
  'requiressl',
  'scram_client_key',
  'scram_server_key',
  'service',
  'servicefile',
  'statement_cache_capacity',
  'target_session_attrs',
  'tcp_user_timeout',
]);

/** Whole families of such parameters: of TLS, of the pool of pgx, of OAuth, and those of SQLite that were left behind. */
const FAMILIES = /^(?:ssl|pool_|oauth_|_)/;

/** The run-time parameters among what is left of a query. Those that mean nothing here are left out with a warning. */
export function sessionParametersOf(query: URLSearchParams, warnings: string[]): Record<string, string> {
  const known = [...query].filter(([name]) => {
    const idle = DRIVER_ONLY.has(name) || FAMILIES.test(name);
    if (idle) warnings.push(`the parameter ${name} of the database URL has no effect`);
    return !idle;
  });
  return Object.fromEntries(known);
}
