import type { Decipher, FactorSettings, PasswordHasher } from '../../credential/credential-kind.ts';
import type { CredentialKinds } from '../../credential/kinds.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { Turns } from '../../lib/turns.ts';
import type { SchemaRegistry } from '../../schema/schema-registry.ts';
import type { IdentityStore } from '../../store/identity-store.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';
import type { IdentityBodies } from './schema.ts';

/** What the identity routes are made of. */
export interface IdentityApi {
  readonly store: IdentityStore;
  /** For lists that may be a little behind (`consistency=eventual`). */
  readonly eventualStore: IdentityStore;
  readonly kinds: CredentialKinds;
  readonly schemas: SchemaRegistry;
  readonly schemaUrls: SchemaUrls;
  readonly bodies: IdentityBodies;
  readonly clock: Clock;
  readonly random: Random;
  readonly turns: Turns;
  readonly hasher: PasswordHasher;
  readonly factors: FactorSettings;
  readonly cipher: Decipher;
  /** Base URL of the admin API without a slash at the end, for the Location header. */
  readonly adminUrl: string;
  /** What a batch answers of which nothing was created: an error (as documented) or 200 (as the reference does). */
  readonly allFailed: 'error' | 'ok';
}
