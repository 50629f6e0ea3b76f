const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Resolves with the first signal that asks the process to end. The next one ends it at once. */
export function stopSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve(undefined);
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
