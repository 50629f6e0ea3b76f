import type { Clock } from '../../lib/clock.ts';
import type { Caller } from '../../session/session.ts';
import type { RequiredAal, Sessions } from '../../session/sessions.ts';
import type { TokenExchange } from '../../session/token-exchange.ts';
import type { Store } from '../../store/store.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';

/** What the routes for one's own sessions are made of. */
export interface OwnSessionApi {
  readonly sessions: Sessions;
  readonly store: Pick<Store, 'sessions' | 'identities'>;
  readonly tokenExchange: TokenExchange;
  readonly clock: Clock;
  readonly schemaUrls: SchemaUrls;
  /** Base URL of the public API without a slash at the end. */
  readonly publicUrl: string;
  /** `session.whoami.required_aal` */
  readonly requiredAal: RequiredAal;
  /** `feature_flags.cacheable_sessions`; absent: answers tell nothing of caching. */
  readonly caching?: {
    /** `feature_flags.cacheable_sessions_max_age`; 0: until the session ends. */
    readonly maxAgeMs: number;
  };
  /**
   * Makes a token of a kind from a session as it is answered.
   * @throws ApiError `tokenizer_template_unknown` and others
   */
  readonly tokenize: (template: string, caller: Caller, session: string) => Promise<string>;
  /** A login or registration flow as JSON text; undefined when there is none (any more). */
  readonly flowOf: (id: string) => Promise<string | undefined>;
}
