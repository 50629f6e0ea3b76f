import { type Static, Type } from '@sinclair/typebox';
import { ApiError } from '../error/api-error.ts';
import { EMPTY_OBJECT, jsonOf } from '../json/json-text.ts';
import type { CredentialKind } from './credential-kind.ts';
import { readConfig, textIn } from './read-config.ts';

const PasswordImport = Type.Object({
  hashed_password: Type.Optional(Type.String({ description: 'A hash in one of the supported formats.' })),
  password: Type.Optional(Type.String({ description: 'The password in clear text; it is hashed before it is stored.' })),
  use_password_migration_hook: Type.Optional(
    Type.Boolean({ description: 'Ask the password migration hook at the first login; the other members are ignored.' }),
  ),
});

export interface PasswordKindDeps {
  /** @throws ApiError for a hash of no known format, beyond the cost limits or malformed */
  readonly checkImportedHash: (hash: string) => void;
  readonly normaliseIdentifier: (identifier: string) => string;
}

/** A login name with a password (contract 7.2); without a hash (`{}`) it only keeps the name reserved. */
export function createPasswordKind({ checkImportedHash, normaliseIdentifier }: PasswordKindDeps): CredentialKind {
  return {
    type: 'password',
    importConfig: PasswordImport,

    async importInto(_current, imported, { now, hasher }) {
      const { password, hashed_password, use_password_migration_hook } = imported as Static<typeof PasswordImport>;
      const base = { type: 'password', identifiers: [], version: 1, createdAt: now, updatedAt: now } as const;
      if (use_password_migration_hook) {
        return { ...base, config: jsonOf({ hashed_password: '', use_password_migration_hook: true }) };
      }
      if (password) return { ...base, config: jsonOf({ hashed_password: await hasher.hash(password) }) };
      const hash = hashed_password ?? '';
      checkImportedHash(hash);
      return { ...base, config: jsonOf({ hashed_password: hash }) };
    },

    needsHashing(imported) {
      const { password, use_password_migration_hook } = imported as Static<typeof PasswordImport>;
      return Boolean(password) && !use_password_migration_hook;
    },

    normalise: normaliseIdentifier,

    upgrade(credential) {
      if (credential.version >= 1) return credential;
      const identifiers = [...new Set(credential.identifiers.map(normaliseIdentifier))].sort();
      return { ...credential, identifiers, version: 1 };
    },

    firstFactors(credential, { passwordMigrationHook }) {
      if (credential.identifiers.every((identifier) => identifier === '')) return 0;
      const { hashed_password, use_password_migration_hook } = readConfig(credential.config);
      const migrates = passwordMigrationHook && use_password_migration_hook === true;
      return textIn(hashed_password) !== '' || migrates ? 1 : 0;
    },
    secondFactors: () => 0,

    remove(credential, _identifier, firstFactors, now) {
      if (firstFactors < 2) throw new ApiError('credential_last');
      return { ...credential, config: EMPTY_OBJECT, updatedAt: now };
    },

    disclose: (credential) => credential.config,
  };
}
