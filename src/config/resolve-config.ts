import { resolve } from 'node:path';
import { parseByteSize } from './byte-size.ts';
import type { Config, HashersConfig, ListenerConfig, SecretsConfig, SelfserviceConfig } from './config.ts';
import type { Dsn } from './dsn/dsn.ts';
import { parseDuration } from './duration.ts';
import type { ConfigWarning } from './faults.ts';
import type { Values } from './keys/root.ts';
import { resolveTemplates } from './resolve-templates.ts';

/** The machine, as far as defaults follow from it. */
export interface Machine {
  /** Processors that the process may use. */
  readonly cpus: number;
  readonly hostname: string;
}

/** What values are resolved with. */
export interface ResolveContext {
  readonly dsn: Dsn;
  readonly secrets: SecretsConfig;
  readonly cwd: string;
  readonly machine: Machine;
  /** Takes what is used differently from what was written. */
  readonly warn: (warning: ConfigWarning) => void;
}

const LEAST_COST = 12;
const MOST = { cost: 15, memoryBytes: 2 ** 30, iterations: 10, lanes: 16 };

/** Turns checked values into what the program reads. */
export function resolveConfig(values: Values, { dsn, secrets, cwd, machine, warn }: ResolveContext): Config {
  const dev = values.dev === true;
  const lifespanMs = milliseconds(values.session.lifespan);
  const extend = values.session.earliest_possible_extend;
  return {
    dsn,
    dev,
    version: values.version,
    revision: values.revision,
    public: listener(values.serve.public, dev, machine),
    admin: listener(values.serve.admin, dev, machine),
    log: { level: values.log.level, format: values.log.format ?? 'text' },
    identity: {
      defaultSchemaId: values.identity.default_schema_id,
      schemas: values.identity.schemas.map(({ id, url, selfservice_selectable }) => ({
        id,
        url,
        selfserviceSelectable: selfservice_selectable ?? false,
      })),
    },
    hashers: hashersOf(values.hashers, dev, machine, warn),
    ciphers: { algorithm: values.ciphers.algorithm },
    secrets,
    session: { lifespanMs, earliestPossibleExtendMs: extend === undefined ? lifespanMs : milliseconds(extend) },
    selfservice: selfserviceOf(values.selfservice),
    templates: resolveTemplates(values.courier, cwd),
    featureFlags: {
      fasterSessionExtend: values.feature_flags.faster_session_extend,
      chooseRecoveryAddress: values.feature_flags.choose_recovery_address,
    },
    zelos: {
      dataDir: resolve(cwd, values.zelos.data_dir),
      admin: { requireKey: values.zelos.admin.require_key },
      hashing: {
        concurrency: values.zelos.hashing.concurrency ?? machine.cpus,
        maxWaiting: values.zelos.hashing.max_waiting,
      },
      batch: { allFailedStatus: values.zelos.batch.all_failed_status },
    },
  };
}

function milliseconds(duration: string): number {
  const time = parseDuration(duration);
  if (time === undefined) throw new TypeError(`${duration} passed the check but is no duration`);
  return time;
}

function listener(
  { host, port, base_url }: { readonly host: string; readonly port: number; readonly base_url?: string | undefined },
  dev: boolean,
  machine: Machine,
): ListenerConfig {
  if (base_url !== undefined) return { host, port, baseUrl: base_url };
  const name = host === '' || host === '0.0.0.0' || host.startsWith('unix:') ? machine.hostname : host;
  const bracketed = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
  return { host, port, baseUrl: `${dev ? 'http' : 'https'}://${bracketed}:${port}/` };
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
  const { recovery } = flows;
  const { code, link, password } = methods;
  return {
    defaultBrowserReturnUrl: default_browser_return_url,
    allowedReturnUrls: allowed_return_urls ?? [],
    flows: {
      recovery: {
        enabled: recovery.enabled,
        uiUrl: recovery.ui_url,
        lifespanMs: milliseconds(recovery.lifespan),
        use: recovery.use,
      },
    },
    methods: {
      password: { migrateHookEnabled: password.config.migrate_hook.enabled },
      code: {
        enabled: code.enabled || code.passwordless_enabled,
        passwordlessEnabled: code.passwordless_enabled,
        mfaEnabled: code.mfa_enabled,
        lifespanMs: milliseconds(code.config.lifespan),
      },
      link: { enabled: link.enabled, lifespanMs: milliseconds(link.config.lifespan) },
    },
  };
}
