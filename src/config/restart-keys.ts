/**
 * What only a start takes up: whatever is opened, bound or divided once. A change of one of these, or of a key below, is kept from a
 * server that runs, and told. Everything else takes effect at a reload.
 */
export const RESTART_KEYS = [
  'dsn',
  'dev',
  'serve.public.host',
  'serve.public.port',
  'serve.public.socket',
  'serve.public.tls',
  'serve.public.request_log',
  'serve.admin.host',
  'serve.admin.port',
  'serve.admin.socket',
  'serve.admin.tls',
  'serve.admin.request_log',
  'log',
  'tracing',
  'hashers.algorithm',
  'ciphers.algorithm',
  'courier.worker.pull_wait',
  'database',
  'watch-courier',
  'expose-metrics-port',
  'zelos.data_dir',
  'zelos.workers',
  'zelos.hashing',
  'zelos.request_log',
  'zelos.requests',
  'zelos.database',
  'zelos.replicas',
] as const;

/** Keys whose meaning hangs on another one: while that waits for a restart, they do, too. */
export const WAITS_FOR: Readonly<Record<string, string>> = {
  'secrets.cipher': 'ciphers.algorithm',
  secrets: 'zelos.data_dir',
};
