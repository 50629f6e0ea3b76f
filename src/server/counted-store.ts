import type { Store } from '../store/store.ts';
import type { ServerMetrics } from './create-metrics.ts';

/** The same store, which counts what is created. */
export function countedStore(store: Store, created: ServerMetrics['created']): Store {
  return {
    ...store,
    identities: {
      ...store.identities,
      async create(writes) {
        const outcomes = await store.identities.create(writes);
        for (const outcome of outcomes) if (outcome === 'created') created.identities++;
        return outcomes;
      },
    },
    sessions: {
      ...store.sessions,
      async create(session, flow) {
        await store.sessions.create(session, flow);
        created.sessions++;
      },
    },
  };
}
