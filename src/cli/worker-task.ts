import type { LoadedConfig } from '../config/load-config.ts';

/** What a worker process of `zelos serve` is told. */
export interface WorkerTask {
  /** Loaded once, for all of them: files may change until a worker that died is replaced. */
  readonly loaded: LoadedConfig;
  /** Worker processes in all. */
  readonly processes: number;
  /** This one says what is to be said once. */
  readonly announce: boolean;
}
