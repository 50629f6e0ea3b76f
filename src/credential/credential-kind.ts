import type { TSchema } from '@sinclair/typebox';
import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Credential, CredentialType } from './credential.ts';

/** The switches of the configuration that decide what counts as a factor. */
export interface FactorSettings {
  /** `selfservice.methods.password.config.migrate_hook.enabled` */
  readonly passwordMigrationHook: boolean;
  /** `selfservice.methods.code.passwordless_enabled` */
  readonly codePasswordless: boolean;
  /** `selfservice.methods.code.mfa_enabled` */
  readonly codeSecondFactor: boolean;
}

/** Makes password hashes as configured. */
export interface PasswordHasher {
  /** @throws ApiError `password_too_long`, `hashing_overloaded` */
  hash(password: string): Promise<string>;
}

export interface ImportContext {
  readonly now: Timestamp;
  readonly hasher: PasswordHasher;
}

/** How a credential reveals itself with `include_credential`. */
export interface Decipher {
  /** The clear text of a stored secret; the empty text for one that is empty or cannot be decrypted. */
  decrypt(stored: string): string;
}

/** What becomes of a credential that is to be removed: gone (undefined), or what is left of it. */
export type Removal = Credential | undefined;

/** One kind of credential: how it is imported, counted, removed and disclosed (one file per kind). */
export interface CredentialKind {
  readonly type: CredentialType;

  /** Shape of `credentials.<type>.config` in create, batch and update; a kind without one cannot be imported. */
  readonly importConfig?: TSchema;
  /**
   * The credential after an import on top of what there is.
   * @param imported a value of the shape `importConfig`
   * @throws ApiError of the import rules of the kind
   */
  importInto?(current: Credential | undefined, imported: unknown, context: ImportContext): Promise<Credential>;
  /** Whether importing this costs a password hash. */
  needsHashing?(imported: unknown): boolean;

  /** The stored and searched form of an identifier. */
  normalise(identifier: string): string;
  /** Identifiers that the kind sets by itself when it is stored; others come from imports and traits. */
  ownIdentifiers?(identityId: string): readonly string[];
  /** The credential in the newest version of its format, as it is after every read. */
  upgrade(credential: Credential, identityId: string): Credential;

  /** How many first factors this credential is worth. */
  firstFactors(credential: Credential, settings: FactorSettings): number;
  /** How many second factors this credential is worth. */
  secondFactors(credential: Credential, settings: FactorSettings): number;

  /**
   * What is left after `DELETE …/credentials/{type}?identifier=…`; a kind without it refuses.
   * @param firstFactors the first factors of the whole identity, before the removal
   * @throws ApiError `credential_last`, `credential_identifier_missing`, `credential_identifier_unknown`
   */
  remove?(credential: Credential, identifier: string | undefined, firstFactors: number, now: Timestamp): Removal;

  /** The configuration as `include_credential` shows it; undefined for none. */
  disclose(credential: Credential, cipher: Decipher): JsonText | undefined;
}
