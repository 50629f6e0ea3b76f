import { type Static, Type } from '@sinclair/typebox';
import { featureFlags, security } from './behaviour.ts';
import { clients, oauth2Provider } from './clients.ts';
import { courier } from './courier.ts';
import { flows } from './flows.ts';
import { ciphers, hashers, secrets } from './hashing.ts';
import { identity } from './identity.ts';
import { choice, duration, flag, list, openSection, optional, section, text, uriReference, urlOrPath, whole } from './kinds.ts';
import { methods } from './methods.ts';
import { log, tracing } from './observation.ts';
import { serve } from './serve.ts';
import { cookies, session } from './session.ts';
import { zelos } from './zelos.ts';

const SINGLE_UNIT = '^[0-9]+(ns|us|ms|s|m|h)$';

const database = section('Upkeep of the database.', {
  cleanup: openSection('Removal of what has expired.', {
    batch_size: whole('Rows that are removed at once.', { minimum: 1, default: 100 }),
    sleep: openSection('Pauses.', { tables: duration('Pause between two tables.', '1m', SINGLE_UNIT) }),
    older_than: duration('Does nothing.', '0s', SINGLE_UNIT),
  }),
});

const selfservice = section('What users do by themselves.', {
  default_browser_return_url: urlOrPath('Where the browser goes when nothing says otherwise.'),
  allowed_return_urls: optional(list('URLs to which return_to may point.', uriReference('A URL.'))),
  flows,
  methods,
});

/**
 * Every key of the configuration with its type, default and one sentence of documentation. A key with a default, and an object
 * that holds one, is always there in the effective configuration and therefore not optional here.
 */
export const ROOT = section('The configuration.', {
  version: optional(text('Version of the server that this file was written for, such as v1.3.0.')),
  dsn: optional(
    text('The database: sqlite, postgres or cockroach URL, or memory; a file in zelos.data_dir when unset.', {
      expects: 'a database URL',
    }),
  ),
  dev: optional(flag('Development mode: weaker cookies and hashes are allowed; serve takes it from flag and environment only.')),
  revision: optional(text('Text that GET /admin/health/config answers; a digest of the configuration when unset.')),
  serve,
  log,
  tracing: optional(tracing),
  database,
  identity,
  hashers,
  ciphers,
  secrets: optional(secrets),
  cookies,
  session,
  selfservice,
  courier,
  oauth2_provider: oauth2Provider,
  clients,
  security,
  feature_flags: featureFlags,
  zelos,
  'watch-courier': flag('Sends messages from the same process.', false),
  'expose-metrics-port': whole('Port of the metrics of courier watch; 0 opens none.', { minimum: 0, maximum: 65535, default: 0 }),
  'sqa-opt-out': flag('Accepted; there is no telemetry.', false),
  preview: openSection('Accepted, does nothing.', {
    default_read_consistency_level: choice('Accepted, does nothing.', ['strong', 'eventual'], 'strong'),
  }),
  enterprise: optional(
    section('Accepted, does nothing.', { identity_schema_fallback_url_template: optional(text('Accepted, does nothing.')) }),
  ),
  organizations: list('Accepted, does nothing.', Type.Unknown({ description: 'Accepted, does nothing.', expects: 'any value' }), {
    default: [],
  }),
  help: optional(flag('Accepted, does nothing.')),
  config: optional(list('Accepted, does nothing; files come from the flag.', text('A path.'))),
});

/** The effective configuration as it is written: defaults, files, flags and environment merged and checked. */
export type Values = Static<typeof ROOT>;
