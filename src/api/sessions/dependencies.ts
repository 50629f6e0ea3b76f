import type { Clock } from '../../lib/clock.ts';
import type { SessionLifespans } from '../../session/extend.ts';
import type { Store } from '../../store/store.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';

/** What the session routes are made of. */
export interface SessionApi {
  readonly store: Store;
  readonly clock: Clock;
  readonly schemaUrls: SchemaUrls;
  readonly lifespans: SessionLifespans;
  /** `feature_flags.faster_session_extend`: extending answers 204 without the session. */
  readonly extendSilently: boolean;
}
