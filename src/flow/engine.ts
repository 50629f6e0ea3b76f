import type { FlowsConfig } from '../config/flows-config.ts';
import type { FlowBook } from '../form/flow-book.ts';
import type { Hooks } from '../hook/hook.ts';
import type { NewIdentity } from '../identity/new-identity.ts';
import type { Clock } from '../lib/clock.ts';
import type { Method } from '../method/method.ts';
import type { Sessions } from '../session/sessions.ts';
import type { TokenExchange } from '../session/token-exchange.ts';
import type { IdentityRow, IdentityStore } from '../store/identity-store.ts';
import type { FlowSchemas } from './flow-schemas.ts';
import type { FlowUrls } from './flow-urls.ts';
import type { HardErrors } from './hard-errors.ts';

/** What the flows of all kinds stand on. */
export interface FlowEngine {
  readonly book: FlowBook;
  /** In the order of `METHOD_IDS`. */
  readonly methods: readonly Method[];
  readonly hooks: Hooks;
  readonly sessions: Sessions;
  readonly tokenExchange: TokenExchange;
  readonly identities: IdentityStore;
  /** Creates an identity. @throws FormFault for a value that somebody else has; ApiError of its schema */
  readonly signUp: (identity: NewIdentity) => Promise<IdentityRow>;
  readonly schemas: FlowSchemas;
  readonly urls: FlowUrls;
  readonly hardErrors: HardErrors;
  readonly flows: FlowsConfig;
  /** `session.whoami.required_aal` */
  readonly requiredAal: 'aal1' | 'highest_available';
  readonly clock: Clock;
}
