import { objectIn, readConfig, textIn } from '../credential/read-config.ts';
import type { IdentityRowWithConfigs } from '../store/identity-store.ts';

/** What is stored of a password. */
export interface StoredPassword {
  /** The hash; undefined when there is none to compare with. */
  readonly hash: string | undefined;
  /** No hash is here yet, and the migration hook is to be asked: only then is it, whatever else the credential says (contract 1.3.2). */
  readonly askMigrationHook: boolean;
}

/**
 * The password of an identity.
 * @returns undefined when there is no credential, or one that is only a name that is kept
 */
export function readStoredPassword({ configs }: Pick<IdentityRowWithConfigs, 'configs'>): StoredPassword | undefined {
  const { hashed_password, use_password_migration_hook } = objectIn(readConfig(configs).password);
  const hash = textIn(hashed_password) || undefined;
  const askMigrationHook = hash === undefined && use_password_migration_hook === true;
  return hash === undefined && !askMigrationHook ? undefined : { hash, askMigrationHook };
}
