import { resolve } from 'node:path';
import { parseByteSize } from './byte-size.ts';
import type { Config, HashersConfig, SelfserviceConfig } from './config.ts';
import type { Values } from './keys/root.ts';
import { milliseconds } from './milliseconds.ts';
import { rangeServerUrl } from './range-server-url.ts';
import type { Machine, ResolveContext } from './resolve-context.ts';
import { clientsOf, courierOf } from './resolve-courier.ts';
import { resolveFlows } from './resolve-flows.ts';
import { corsOf, listenerOf } from './resolve-listeners.ts';
import { cookiesOf, sessionOf } from './resolve-session.ts';
import { resolveTemplates } from './resolve-templates.ts';
import { tracingOf } from './resolve-tracing.ts';
import { workersOf } from './resolve-workers.ts';

const LEAST_COST = 12;
/** More rows in one statement would hold up every other write. */
const MOST_ROWS = 10_000;
const MOST = { cost: 15, memoryBytes: 2 ** 30, iterations: 10, lanes: 16 };

/** Turns checked values into what the program reads. */
export function resolveConfig(values: Values, { dsn, replicas, secrets, cwd, machine, warn }: ResolveContext): Config {
  const dev = values.dev === true;
  const maxAge = values.feature_flags.cacheable_sessions_max_age;
  return {
    dsn,
    dev,
    version: values.version,
    revision: values.revision,
    public: {
      ...listenerOf('public', values, { cwd, machine, warn }),
      ...(values.serve.public.cors.enabled && { cors: corsOf(values.serve.public.cors) }),
    },
    admin: listenerOf('admin', values, { cwd, machine, warn }),
    log: {
      level: values.log.level,
      format: values.log.format ?? 'text',
      leakSensitiveValues: values.log.leak_sensitive_values ?? false,
      ...(values.log.redaction_text !== undefined && { redactionText: values.log.redaction_text }),
    },
    ...tracingOf(values.tracing, warn),
    identity: {
      defaultSchemaId: values.identity.default_schema_id,
      schemas: values.identity.schemas.map(({ id, url, selfservice_selectable }) => ({
        id,
        url,
        selfserviceSelectable: selfservice_selectable ?? false,
      })),
    },
    cleanup: {
      batchSize: Math.min(values.database.cleanup.batch_size, MOST_ROWS),
      tablePauseMs: milliseconds(values.database.cleanup.sleep.tables),
    },
    hashers: hashersOf(values.hashers, dev, machine, warn),
    ciphers: { algorithm: values.ciphers.algorithm },
    secrets,
    session: sessionOf(values, dev),
    cookies: cookiesOf(values.cookies, dev),
    selfservice: selfserviceOf(values.selfservice),
    courier: courierOf(values, { cwd, embedded: dsn.kind === 'sqlite' }),
    clients: clientsOf(values.clients),
    templates: resolveTemplates(values.courier, cwd),
    featureFlags: {
      fasterSessionExtend: values.feature_flags.faster_session_extend,
      chooseRecoveryAddress: values.feature_flags.choose_recovery_address,
      useContinueWithTransitions: values.feature_flags.use_continue_with_transitions,
      legacyContinueWithVerificationUi: values.feature_flags.legacy_continue_with_verification_ui,
      legacyRequireVerifiedLoginError: values.feature_flags.legacy_require_verified_login_error,
      legacyAllowInsecureOrigins: values.feature_flags.legacy_allow_insecure_origins,
      cacheableSessions: values.feature_flags.cacheable_sessions,
      cacheableSessionsMaxAgeMs: maxAge === undefined ? 0 : milliseconds(maxAge),
    },
    zelos: {
      dataDir: resolve(cwd, values.zelos.data_dir),
      workers: workersOf(values.zelos.workers, dsn, machine, warn),
      admin: { requireKey: values.zelos.admin.require_key },
      trustedProxies: values.zelos.trusted_proxies,
      requestLog: values.zelos.request_log,
      hashing: {
        concurrency: values.zelos.hashing.concurrency ?? machine.cpus,
        maxWaiting: values.zelos.hashing.max_waiting,
        maxWaitMs: milliseconds(values.zelos.hashing.max_wait),
      },
      requests: requestsOf(values.zelos.requests, machine),
      database: {
        maxWaiting: values.zelos.database.max_waiting,
        answerTimeoutMs: milliseconds(values.zelos.database.answer_timeout),
      },
      replicas,
      batch: { allFailedStatus: values.zelos.batch.all_failed_status },
    },
  };
}

/** Files that are no connections of clients: the program, the database, calls to others. */
const OTHER_FILES = 256;
const MOST_CONNECTIONS = 10_000;

/** The two listeners share the files of the process. */
const connectionsWithin = (openFiles: number) =>
  Math.min(Math.max(Math.floor((openFiles - OTHER_FILES) / 2), 64), MOST_CONNECTIONS);

function requestsOf(requests: Values['zelos']['requests'], { openFiles = 1024 }: Machine): Config['zelos']['requests'] {
  return {
    maxUnderWay: requests.max_under_way,
    maxWaitMs: milliseconds(requests.max_wait),
    maxBodyBytes: parseByteSize(requests.max_body_bytes) ?? 0,
    maxUnreadBytes: parseByteSize(requests.max_unread_bytes) ?? 0,
    stallMs: milliseconds(requests.stall_timeout),
    maxConnections: requests.max_connections ?? connectionsWithin(openFiles),
  };
}

function hashersOf(hashers: Values['hashers'], dev: boolean, machine: Machine, warn: ResolveContext['warn']): HashersConfig {
  const { argon2, bcrypt } = hashers;
  const bytes = (key: 'memory' | 'dedicated_memory', fallback: string): number => {
    const size = parseByteSize(argon2[key]);
    if (size !== undefined) return size;
    const message = `hashers.argon2.${key}: ${argon2[key]} goes on after the unit; ${fallback} is used.`;
    warn({ kind: 'changed', key: `hashers.argon2.${key}`, message });
    return parseByteSize(fallback) ?? 0;
  };
  /** Hashes beyond these bounds are refused when they are compared: nobody could sign in with them. */
  const within = (key: string, value: number, most: number): number => {
    if (value <= most) return value;
    warn({ kind: 'changed', key, message: `${key}: ${value} is more than can be compared later; ${most} is used.` });
    return most;
  };
  const lanes = within('hashers.argon2.parallelism', argon2.parallelism ?? Math.min(2 * machine.cpus, MOST.lanes), MOST.lanes);
  const raised = !dev && bcrypt.cost < LEAST_COST;
  if (raised) {
    const message = `hashers.bcrypt.cost: ${bcrypt.cost} is too weak outside development mode; ${LEAST_COST} is used.`;
    warn({ kind: 'changed', key: 'hashers.bcrypt.cost', message });
  }
  return {
    algorithm: hashers.algorithm,
    bcrypt: { cost: raised ? LEAST_COST : within('hashers.bcrypt.cost', bcrypt.cost, MOST.cost) },
    argon2: {
      // Less than 8 KiB per lane is no Argon2 (RFC 9106, section 3.1).
      memoryBytes: Math.max(within('hashers.argon2.memory', bytes('memory', '128MB'), MOST.memoryBytes), 8192 * lanes),
      iterations: within('hashers.argon2.iterations', argon2.iterations, MOST.iterations),
      parallelism: lanes,
      saltLength: argon2.salt_length,
      keyLength: argon2.key_length,
      expectedDurationMs: milliseconds(argon2.expected_duration),
      expectedDeviationMs: milliseconds(argon2.expected_deviation),
      dedicatedMemoryBytes: bytes('dedicated_memory', '1GB'),
    },
  };
}

function selfserviceOf({
  default_browser_return_url,
  allowed_return_urls,
  flows,
  methods,
}: Values['selfservice']): SelfserviceConfig {
  const { code, link, password, profile } = methods;
  return {
    defaultBrowserReturnUrl: default_browser_return_url,
    allowedReturnUrls: allowed_return_urls ?? [],
    flows: resolveFlows(flows),
    methods: {
      password: {
        enabled: password.enabled,
        migrateHookEnabled: password.config.migrate_hook.enabled,
        policy: {
          minLength: password.config.min_password_length,
          similarityCheck: password.config.identifier_similarity_check_enabled,
          rangeServer: password.config.haveibeenpwned_enabled ? rangeServerUrl(password.config.haveibeenpwned_host) : undefined,
          maxBreaches: password.config.max_breaches,
          ignoreNetworkErrors: password.config.ignore_network_errors,
        },
      },
      code: {
        enabled: code.enabled || code.passwordless_enabled,
        passwordlessEnabled: code.passwordless_enabled,
        mfaEnabled: code.mfa_enabled,
        lifespanMs: milliseconds(code.config.lifespan),
        maxSubmissions: code.config.max_submissions,
      },
      profile: { enabled: profile.enabled },
      link: { enabled: link.enabled, lifespanMs: milliseconds(link.config.lifespan) },
    },
  };
}
