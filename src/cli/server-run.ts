import type { LoadOptions } from '../config/load-config.ts';
import type { Configured } from '../server/configured.ts';
import type { Reloader } from '../server/create-reloader.ts';
import type { Log } from '../server/log.ts';
import type { Started } from './welcome.ts';

/** What a server is started with. */
export interface RunOptions {
  readonly configured: Configured;
  /** Where the configuration comes from. */
  readonly inputs: LoadOptions;
  readonly autoMigrate: boolean;
  readonly log: Log;
}

/** A server that runs until it is told to end, in one process or in several. */
export interface ServerRun extends Started {
  /** Rejects when it cannot go on; never resolves. */
  readonly broken: Promise<never>;
  readonly reloader: Reloader;
  /** Ends, after whatever is under way. @returns whether all of that could be finished */
  close(): Promise<boolean>;
}

/** How long a stopping server waits for what is under way, and for a client to use a connection that it believes in. */
export const DRAIN_MS = 120_000;
export const IDLE_MS = 500;
