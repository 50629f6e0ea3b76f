import type { Clock } from './clock.ts';

export interface LoadingCacheOptions<V> {
  /** Fetches what is not there. */
  readonly load: (key: string) => Promise<V>;
  /** Values that are kept; the one that was asked for longest ago goes first. */
  readonly capacity: number;
  /** How long a value is kept. */
  readonly lifetimeMs: number;
  readonly clock: Clock;
}

/** Values that are fetched when they are asked for, and kept for a while. */
export interface LoadingCache<V> {
  /** The value; who asks while it is being fetched waits for the same. @throws what `load` throws, which is not kept */
  get(key: string): Promise<V>;
}

/** Makes an empty cache. */
export function createLoadingCache<V>({ load, capacity, lifetimeMs, clock }: LoadingCacheOptions<V>): LoadingCache<V> {
  /** In the order in which they were asked for last. */
  const kept = new Map<string, { readonly value: V; readonly expires: number }>();
  const loading = new Map<string, Promise<V>>();

  async function fetchAndKeep(key: string): Promise<V> {
    const value = await load(key);
    kept.delete(key);
    kept.set(key, { value, expires: clock.micros() + lifetimeMs * 1000 });
    for (const oldest of kept.keys()) {
      if (kept.size <= capacity) break;
      kept.delete(oldest);
    }
    return value;
  }

  return {
    async get(key) {
      const found = kept.get(key);
      if (found && clock.micros() < found.expires) {
        kept.delete(key);
        kept.set(key, found);
        return found.value;
      }
      const fetched = loading.get(key) ?? fetchAndKeep(key).finally(() => loading.delete(key));
      loading.set(key, fetched);
      return fetched;
    },
  };
}
