/** Ends a wait before its time. */
export interface Alarm {
  /** Ends the wait, or the next one when nobody waits. */
  ring(): void;
  /** Forgets a ring that nobody has heard. */
  reset(): void;
  /** Waits so many milliseconds, or until it rings. */
  within(milliseconds: number): Promise<void>;
}

export function createAlarm(): Alarm {
  let rung = false;
  let end: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      end?.();
    },
    reset() {
      rung = false;
    },
    within(milliseconds) {
      if (rung) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(done, milliseconds);
        function done() {
          clearTimeout(timer);
          end = undefined;
          resolve();
        }
        end = done;
      });
    },
  };
}
