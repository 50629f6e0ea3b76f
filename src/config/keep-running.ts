import { isDeepStrictEqual } from 'node:util';
import type { Values } from './keys/root.ts';
import type { LoadedConfig } from './load-config.ts';
import { dotted, leavesOf, type Path, setAt, type ValueMap, valueAt } from './merge.ts';
import { resolveConfig } from './resolve-config.ts';
import type { Machine } from './resolve-context.ts';
import { RESTART_KEYS, WAITS_FOR } from './restart-keys.ts';

/** A configuration for a server that runs. */
export interface Adopted {
  readonly loaded: LoadedConfig;
  /** Keys, dotted, whose new value waits for a restart. */
  readonly restartRequired: readonly string[];
}

/** The dotted keys of the single values in which two configurations differ, below a path. */
export function changedKeys(before: unknown, after: unknown, below: Path = []): readonly string[] {
  const [old, young] = [before, after].map((values) => new Map(entriesOf(valueAt(values, below), below)));
  const keys = new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])]);
  return [...keys].filter((key) => old?.get(key) !== young?.get(key)).sort();
}

function* entriesOf(value: unknown, path: Path): Generator<readonly [string, unknown]> {
  if (value === undefined) return;
  for (const [leaf, found] of leavesOf(value, path)) yield [dotted(leaf), found];
}

const pathOf = (key: string): Path => key.split('.');

/** The same as in the running configuration; absent where it is absent there. */
function restored(values: ValueMap, key: string, running: unknown): ValueMap {
  const path = pathOf(key);
  const before = valueAt(running, path);
  if (before !== undefined) return setAt(values, path, before) as ValueMap;
  const holder = path.slice(0, -1);
  const { [path.at(-1) as string]: _, ...rest } = valueAt(values, holder) as ValueMap;
  return setAt(values, holder, rest) as ValueMap;
}

/**
 * What of a new configuration a running server takes up: all of it, but for the keys that need a restart, which stay as they are.
 * @param next checked and complete by itself
 */
export function keepRunning(
  next: LoadedConfig,
  running: LoadedConfig,
  { cwd, machine }: { readonly cwd: string; readonly machine: Machine },
): Adopted {
  const differs = (key: string) => !isDeepStrictEqual(valueAt(next.values, pathOf(key)), valueAt(running.values, pathOf(key)));
  const waiting: string[] = RESTART_KEYS.filter(differs);
  for (const [key, other] of Object.entries(WAITS_FOR)) if (waiting.includes(other) && differs(key)) waiting.push(key);
  if (waiting.length === 0) return { loaded: next, restartRequired: [] };

  const values = waiting.reduce((kept, key) => restored(kept, key, running.values), next.values as ValueMap) as unknown as Values;
  const secrets = { ...next.config.secrets };
  if (waiting.includes('secrets.cipher')) secrets.cipher = running.config.secrets.cipher;
  const config = resolveConfig(values, {
    dsn: running.config.dsn,
    replicas: running.config.zelos.replicas,
    secrets: waiting.includes('secrets') ? running.config.secrets : secrets,
    cwd,
    machine,
    // All there is to say was said of the configuration as it is written.
    warn: () => {},
  });
  return {
    loaded: { ...next, config, values },
    restartRequired: [...new Set(waiting.flatMap((key) => changedKeys(running.values, next.values, pathOf(key))))].sort(),
  };
}
