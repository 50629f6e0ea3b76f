import type { SecretsConfig } from './config.ts';
import type { Dsn, ServerDsn } from './dsn/dsn.ts';
import type { ConfigWarning } from './faults.ts';

/** The machine, as far as defaults follow from it. */
export interface Machine {
  /** Processors that the process may use. */
  readonly cpus: number;
  readonly hostname: string;
  /** Files and connections that the process may have open; unknown when undefined. */
  readonly openFiles?: number | undefined;
}

/** What values are resolved with. */
export interface ResolveContext {
  readonly dsn: Dsn;
  readonly replicas: readonly ServerDsn[];
  readonly secrets: SecretsConfig;
  readonly cwd: string;
  readonly machine: Machine;
  /** Takes what is used differently from what was written. */
  readonly warn: (warning: ConfigWarning) => void;
}
