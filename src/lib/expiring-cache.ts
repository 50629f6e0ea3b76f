import type { Clock } from './clock.ts';

/** Keeps what was made for a key for a while. */
export interface ExpiringCache<T> {
  /** What was made for the key lately, or what `make` makes now; asked twice meanwhile, it is made once. Failures are not kept. */
  get(key: string, make: () => Promise<T>): Promise<T>;
}

export interface ExpiringCacheOptions {
  readonly clock: Clock;
  readonly lifetimeMs: number;
  /** How many keys are kept; beyond, the one that was made first goes. */
  readonly most: number;
}

export function createExpiringCache<T>({ clock, lifetimeMs, most }: ExpiringCacheOptions): ExpiringCache<T> {
  const entries = new Map<string, { readonly made: Promise<T>; readonly until: number }>();
  const drop = (key: string, made: Promise<T>) => {
    if (entries.get(key)?.made === made) entries.delete(key);
  };
  return {
    get(key, make) {
      const there = entries.get(key);
      if (there && clock.micros() < there.until) return there.made;
      const made = make();
      entries.delete(key);
      entries.set(key, { made, until: clock.micros() + lifetimeMs * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
      made.catch(() => drop(key, made));
      return made;
    },
  };
}
