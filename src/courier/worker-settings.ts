/** How much a worker does at once, and how long it keeps trying. */
export interface WorkerSettings {
  /** Messages that are under way at once (`courier.worker.pull_count`). */
  readonly pullCount: number;
  /** Pause between two looks into the queue (`courier.worker.pull_wait`); 10 ms at least. */
  readonly pullWaitMs: number;
  /** Attempts after the first one (`courier.message_retries`). */
  readonly messageRetries: number;
}
