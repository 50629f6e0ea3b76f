import type { Store } from '../store/store.ts';
import type { ServerMetrics } from './create-metrics.ts';

/** The same store, which counts what is created, and what became of messages. */
export function countedStore(store: Store, { created, attempts }: Pick<ServerMetrics, 'created' | 'attempts'>): Store {
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
    messages: {
      ...store.messages,
      async settle(settlement) {
        const kept = await store.messages.settle(settlement);
        if (kept) attempts[settlement.outcome.status]++;
        return kept;
      },
    },
  };
}
