import type { FactorSettings } from '../credential/credential-kind.ts';
import type { CredentialKinds } from '../credential/kinds.ts';
import type { TokenKeeper } from './keep-token.ts';
import type { Notes } from './notes.ts';

/** What the taking over of an identity goes by. */
export interface Rules {
  readonly kinds: CredentialKinds;
  readonly factors: FactorSettings;
  /** The stored form of login names, e-mail addresses and phone numbers. */
  readonly normalise: (identifier: string) => string;
  /** For identities that name none. */
  readonly defaultSchemaId: string;
  /** Whether the configuration names a schema of that id. */
  readonly hasSchema: (id: string) => boolean;
  /** Whether a password can be compared with a hash. */
  readonly canCheck: (hash: string) => boolean;
  readonly tokens: TokenKeeper;
  /** Names of types of credentials by the ids that this database has for them. */
  readonly typeNames: ReadonlyMap<string, string>;
  readonly notes: Notes;
}
