import type { Dsn, ServerDsn } from './dsn/dsn.ts';
import type { FlowsConfig } from './flows-config.ts';
import type { TemplatesConfig } from './templates-config.ts';

/** Where one API listens, and where the world finds it. */
export interface ListenerConfig {
  readonly host: string;
  readonly port: number;
  /** As it was given, with or without a slash at the end. */
  readonly baseUrl: string;
  /** What it speaks TLS with; plain HTTP when undefined. */
  readonly tls?: TlsConfig;
  /** Leaves requests for health and metrics out of the request log. */
  readonly logsWithoutHealth: boolean;
}

/** Certificate chain and private key of a listener, both from files or both given. */
export type TlsConfig =
  | { readonly certPath: string; readonly keyPath: string }
  /** PEM texts. */
  | { readonly cert: string; readonly key: string };

/** What scripts of other origins may do with the public API. */
export interface CorsConfig {
  /** `*`, or absolute URLs with at most one `*`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** For how many seconds a browser may keep the answer to a preflight request; 0 leaves that to the browser. */
  readonly maxAgeSeconds: number;
  /** Hands preflight requests on to the routes. */
  readonly optionsPassthrough: boolean;
  /** Writes what is decided about origins to the log. */
  readonly debug: boolean;
}

/** Where spans go. */
export interface TracingConfig {
  /** Address to which spans are posted, OTLP over HTTP. */
  readonly url: string;
  readonly authorization?: string;
  readonly serviceName: string;
  readonly environment?: string;
  /** Share of traces that are recorded, from 0 to 1. */
  readonly ratio: number;
}

/** A schema that identities can have. */
export interface IdentitySchemaConfig {
  readonly id: string;
  /** file://, http://, https:// or base64:// */
  readonly url: string;
  readonly selfserviceSelectable: boolean;
}

/** How passwords are hashed. */
export interface HashersConfig {
  readonly algorithm: 'argon2' | 'bcrypt';
  readonly bcrypt: {
    /** What is used; raised to 12 outside development mode. */
    readonly cost: number;
  };
  readonly argon2: {
    readonly memoryBytes: number;
    readonly iterations: number;
    readonly parallelism: number;
    /** Bytes. */
    readonly saltLength: number;
    /** Bytes. */
    readonly keyLength: number;
    readonly expectedDurationMs: number;
    readonly expectedDeviationMs: number;
    readonly dedicatedMemoryBytes: number;
  };
}

/** The first of each list makes new things, all of them read old ones. No list but `cipher` is ever empty. */
export interface SecretsConfig {
  readonly default: readonly string[];
  readonly cookie: readonly string[];
  readonly pagination: readonly string[];
  /** 32 bytes each; empty only with the cipher noop. */
  readonly cipher: readonly string[];
}

/** What a new password must be like. */
export interface PasswordPolicyConfig {
  /** Bytes of the shortest password. */
  readonly minLength: number;
  /** Refuses passwords that resemble the identifier. */
  readonly similarityCheck: boolean;
  /** URL of the server that knows passwords from leaks, with a slash at the end; nobody is asked when undefined. */
  readonly rangeServer: string | undefined;
  /** How often a password may occur in leaks. */
  readonly maxBreaches: number;
  /** Takes a password when that server cannot be asked. */
  readonly ignoreNetworkErrors: boolean;
}

/** The attributes of cookies. */
export interface CookieConfig {
  readonly path: string;
  readonly domain?: string;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

/** What users can do by themselves. */
export interface SelfserviceConfig {
  readonly defaultBrowserReturnUrl: string;
  readonly allowedReturnUrls: readonly string[];
  readonly flows: FlowsConfig;
  readonly methods: {
    readonly profile: { readonly enabled: boolean };
    readonly password: {
      readonly enabled: boolean;
      readonly migrateHookEnabled: boolean;
      /** What a new password must be like. */
      readonly policy: PasswordPolicyConfig;
    };
    readonly code: {
      /** Also true when codes are a first factor. */
      readonly enabled: boolean;
      readonly passwordlessEnabled: boolean;
      readonly mfaEnabled: boolean;
      readonly lifespanMs: number;
      /** Tries of a flow, right or wrong. */
      readonly maxSubmissions: number;
    };
    readonly link: { readonly enabled: boolean; readonly lifespanMs: number };
  };
}

/** A call that the configuration describes (`request_config`). */
export interface RequestConfig {
  readonly url?: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** URL of the Jsonnet that makes the body; a built-in one when undefined. */
  readonly body?: string;
  readonly auth?:
    | { readonly type: 'api_key'; readonly name: string; readonly value: string; readonly in: 'header' | 'cookie' }
    | { readonly type: 'basic_auth'; readonly user: string; readonly password: string };
}

/** Messages to users. */
export interface CourierConfig {
  readonly deliveryStrategy: 'smtp' | 'http';
  /** Attempts after the first one. */
  readonly messageRetries: number;
  readonly worker: {
    /** Messages that are under way at once; at least one. */
    readonly pullCount: number;
    readonly pullWaitMs: number;
    /** Whether `serve` delivers messages: as `watch-courier` says, and always with the embedded database. */
    readonly inServer: boolean;
  };
  readonly smtp: {
    readonly connectionUri?: string;
    readonly fromAddress: string;
    readonly fromName?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly localName: string;
    /** Paths, absolute; empty for none. */
    readonly clientCertPath: string;
    readonly clientKeyPath: string;
  };
  /** Takes e-mail with the delivery strategy `http`. */
  readonly http: RequestConfig;
  /** Takes what is no e-mail. */
  readonly sms?: RequestConfig;
}

/** Limits of the calls that this program makes. */
export interface ClientsConfig {
  readonly http: { readonly disallowPrivateIps: boolean; readonly privateIpExceptions: readonly string[] };
  readonly smtp: { readonly disallowPrivateIps: boolean };
  /** Headers of requests that others may see. */
  readonly webHook: { readonly headerAllowlist: readonly string[] };
}

/** How one kind of JSON Web Token is made of a session. */
export interface TokenizerTemplateConfig {
  readonly ttlMs: number;
  /** Jsonnet: file://, http://, https:// or base64:// */
  readonly claimsMapperUrl: string | undefined;
  /** file:// or base64:// */
  readonly jwksUrl: string;
  readonly subjectSource: 'id' | 'external_id';
}

/** The configuration as the rest of the program reads it: complete, in milliseconds and bytes, never changed. */
export interface Config {
  readonly dsn: Dsn;
  readonly dev: boolean;
  readonly version: string | undefined;
  /** What GET /admin/health/config answers; a digest of the configuration when undefined. */
  readonly revision: string | undefined;
  /** Other origins may not call unless `cors` is there. */
  readonly public: ListenerConfig & { readonly cors?: CorsConfig };
  readonly admin: ListenerConfig;
  readonly log: {
    readonly level: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';
    readonly format: 'json' | 'text' | 'gelf';
    readonly leakSensitiveValues: boolean;
    /** Stands in place of what is not to be read; undefined for the text of the program. */
    readonly redactionText?: string;
  };
  /** No spans are made when undefined. */
  readonly tracing?: TracingConfig;
  readonly identity: { readonly defaultSchemaId: string; readonly schemas: readonly IdentitySchemaConfig[] };
  /** Removal of what has ended. */
  readonly cleanup: { readonly batchSize: number; readonly tablePauseMs: number };
  readonly hashers: HashersConfig;
  readonly ciphers: { readonly algorithm: 'noop' | 'aes' | 'xchacha20-poly1305' };
  readonly secrets: SecretsConfig;
  readonly session: {
    readonly lifespanMs: number;
    /** A session can be extended when less than this is left; equal to `lifespanMs` when it always can. */
    readonly earliestPossibleExtendMs: number;
    /** Lifespans of members of organizations, by the id of the organization. */
    readonly organizationLifespansMs: Readonly<Record<string, number>>;
    /** What a session must have shown at whoami. */
    readonly requiredAal: 'aal1' | 'highest_available';
    readonly cookie: CookieConfig & { readonly name: string; readonly persistent: boolean };
    /** Kinds of JSON Web Tokens that a session can be turned into, by name. */
    readonly tokenizerTemplates: ReadonlyMap<string, TokenizerTemplateConfig>;
  };
  /** Of cookies that are not about a session. */
  readonly cookies: CookieConfig;
  readonly selfservice: SelfserviceConfig;
  readonly templates: TemplatesConfig;
  readonly courier: CourierConfig;
  readonly clients: ClientsConfig;
  readonly featureFlags: {
    readonly fasterSessionExtend: boolean;
    readonly chooseRecoveryAddress: boolean;
    readonly useContinueWithTransitions: boolean;
    readonly legacyContinueWithVerificationUi: boolean;
    readonly legacyRequireVerifiedLoginError: boolean;
    readonly legacyAllowInsecureOrigins: boolean;
    readonly cacheableSessions: boolean;
    /** 0: until the session ends. */
    readonly cacheableSessionsMaxAgeMs: number;
  };
  readonly zelos: {
    /** Absolute path. */
    readonly dataDir: string;
    /** Processes that serve requests; at least one. */
    readonly workers: number;
    readonly admin: { readonly requireKey: boolean };
    /** Addresses, CIDR blocks and names of `lib/address-set.ts`. */
    readonly trustedProxies: readonly string[];
    readonly requestLog: 'all' | 'errors' | 'none';
    readonly hashing: { readonly concurrency: number; readonly maxWaiting: number; readonly maxWaitMs: number };
    /** What each listener takes on at a time. */
    readonly requests: {
      readonly maxUnderWay: number;
      readonly maxWaitMs: number;
      readonly maxBodyBytes: number;
      readonly maxUnreadBytes: number;
      readonly stallMs: number;
      readonly maxConnections: number;
    };
    readonly database: { readonly maxWaiting: number; readonly answerTimeoutMs: number };
    /** Read replicas of `dsn`; none with the embedded database. */
    readonly replicas: readonly ServerDsn[];
    readonly batch: { readonly allFailedStatus: 'error' | 'ok' };
  };
}
