import type { LoadedConfig } from '../config/load-config.ts';

/** A configuration as a server has it in use. It can be sent from process to process. */
export interface Configured {
  readonly loaded: LoadedConfig;
  /** What identity schemas are made of, by URL; what is missing is read. */
  readonly documents: ReadonlyMap<string, string>;
  /** When it came into use, as on the wire. */
  readonly loadedAt: string;
  /** Keys whose new value waits for a restart. */
  readonly restartRequired: readonly string[];
  /** Why the last reload was refused; null when it was not. */
  readonly refusal: string | null;
}

/** The configuration that a server starts with. */
export const configuredAtStart = (loaded: LoadedConfig, loadedAt: string): Configured => ({
  loaded,
  documents: new Map(),
  loadedAt,
  restartRequired: [],
  refusal: null,
});
