import { ConfigError, placeOf } from '../../config/faults.ts';
import { type LoadedConfig, type LoadOptions, loadConfig } from '../../config/load-config.ts';
import { type Finding, findingsOf } from './finding.ts';

/** What came of loading the configuration. */
export interface ConfigurationCheck {
  /** Undefined when it cannot be used. */
  readonly loaded: LoadedConfig | undefined;
  readonly findings: readonly Finding[];
}

const { ok, warn, fail } = findingsOf('configuration');

/** Loads the configuration as `serve` would, and tells of every fault and warning. */
export async function checkConfiguration(options: LoadOptions): Promise<ConfigurationCheck> {
  try {
    const loaded = await loadConfig(options);
    const told = loaded.warnings.map(({ kind, message, place }) => {
      const text = place === undefined ? message : `${message} (${place})`;
      return kind === 'notice' ? ok(text) : warn(text);
    });
    const read = options.files.length === 0 ? [] : [ok(`${options.files.join(', ')} can be used`)];
    return { loaded, findings: [...read, ...told] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.faults.map((fault) => {
      const place = placeOf(fault);
      const name = [fault.key || 'the whole file', ...(place === undefined ? [] : [`(${place})`])].join(' ');
      return fail(`${name}: expected ${fault.expected}, found ${fault.found ?? 'nothing'}`, fault.hint);
    });
    return { loaded: undefined, findings };
  }
}
