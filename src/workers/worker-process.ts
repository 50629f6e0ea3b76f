import type { Order, Report } from './messages.ts';

/** How a process ended: with a code, or by a signal. */
export interface End {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A worker as the primary process sees it. */
export interface WorkerProcess<T> {
  readonly pid: number | undefined;
  /** What is told before it has come up waits for it; what is told to one that is gone is lost. */
  tell(order: Order<T>): void;
  /** Ends it at once. */
  kill(): void;
  onReport(listener: (report: Report) => void): void;
  /** Called once, also where it could not even be started. */
  onEnd(listener: (end: End) => void): void;
}
