import type { Dsn } from './dsn/dsn.ts';
import type { TemplatesConfig } from './templates-config.ts';

/** Where one API listens, and where the world finds it. */
export interface ListenerConfig {
  readonly host: string;
  readonly port: number;
  /** As it was given, with or without a slash at the end. */
  readonly baseUrl: string;
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

/** What users can do by themselves. */
export interface SelfserviceConfig {
  readonly defaultBrowserReturnUrl: string;
  readonly allowedReturnUrls: readonly string[];
  readonly flows: {
    readonly recovery: {
      readonly enabled: boolean;
      readonly uiUrl: string;
      readonly lifespanMs: number;
      readonly use: 'code' | 'link';
    };
  };
  readonly methods: {
    readonly password: { readonly migrateHookEnabled: boolean };
    readonly code: {
      /** Also true when codes are a first factor. */
      readonly enabled: boolean;
      readonly passwordlessEnabled: boolean;
      readonly mfaEnabled: boolean;
      readonly lifespanMs: number;
    };
    readonly link: { readonly enabled: boolean; readonly lifespanMs: number };
  };
}

/** The configuration as the rest of the program reads it: complete, in milliseconds and bytes, never changed. */
export interface Config {
  readonly dsn: Dsn;
  readonly dev: boolean;
  readonly version: string | undefined;
  /** What GET /admin/health/config answers; a digest of the configuration when undefined. */
  readonly revision: string | undefined;
  readonly public: ListenerConfig;
  readonly admin: ListenerConfig;
  readonly log: {
    readonly level: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';
    readonly format: 'json' | 'text';
  };
  readonly identity: { readonly defaultSchemaId: string; readonly schemas: readonly IdentitySchemaConfig[] };
  readonly hashers: HashersConfig;
  readonly ciphers: { readonly algorithm: 'noop' | 'aes' | 'xchacha20-poly1305' };
  readonly secrets: SecretsConfig;
  readonly session: {
    readonly lifespanMs: number;
    /** A session can be extended when less than this is left; equal to `lifespanMs` when it always can. */
    readonly earliestPossibleExtendMs: number;
  };
  readonly selfservice: SelfserviceConfig;
  readonly templates: TemplatesConfig;
  readonly featureFlags: { readonly fasterSessionExtend: boolean; readonly chooseRecoveryAddress: boolean };
  readonly zelos: {
    /** Absolute path. */
    readonly dataDir: string;
    readonly admin: { readonly requireKey: boolean };
    readonly hashing: { readonly concurrency: number; readonly maxWaiting: number };
    readonly batch: { readonly allFailedStatus: 'error' | 'ok' };
  };
}
