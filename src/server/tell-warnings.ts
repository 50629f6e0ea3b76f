import type { LoadedConfig } from '../config/load-config.ts';
import type { Log } from './log.ts';

/** Tells what there is to say about a configuration. */
export function tellWarnings({ warnings }: LoadedConfig, log: Log): void {
  for (const { kind, message, place } of warnings) {
    if (kind === 'notice') log.info(place === undefined ? {} : { place }, message);
    else log.warn(place === undefined ? {} : { place }, message);
  }
}
