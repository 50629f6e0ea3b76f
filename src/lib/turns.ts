/** Lets work on the same thing happen one after the other, and work on different things side by side. */
export interface Turns {
  /** Runs the work once everything that asked for the same key before has ended. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** Turns of one process. Nothing is kept of a key that nobody waits for. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(key, work) {
      const before = last.get(key);
      const own = before ? before.then(work, work) : work();
      last.set(key, own);
      try {
        return await own;
      } finally {
        if (last.get(key) === own) last.delete(key);
      }
    },
  };
}
