import type { Configured } from '../server/configured.ts';

/** What a worker process of `zelos serve` is told. */
export interface WorkerTask {
  /** Loaded once, for all of them, documents included: files may change until a worker that died is replaced. */
  readonly configured: Configured;
  /** Worker processes in all. */
  readonly processes: number;
  /** This one says what is to be said once. */
  readonly announce: boolean;
}
