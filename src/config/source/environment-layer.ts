import { type Key, keyNamed } from '../key-table.ts';
import { leavesOf, type Path, setAt, type ValueMap } from '../merge.ts';
import { convertText } from './convert-text.ts';
import type { Layer, Origin } from './layer.ts';

/** A value that one environment variable sets. */
export interface Setting {
  readonly path: Path;
  readonly value: unknown;
  readonly origin: Origin;
  /** Set when the text does not fit the key and something else was taken for it. */
  readonly misread?: { readonly expected: string; readonly taken: string };
}

const normal = (name: string): string => name.toLowerCase().replaceAll('_', '.');
const LONGEST_LIST = 1000;

/**
 * The settings that the environment makes. A variable is a key in capitals with `_` for every dot; in lists the index stands in
 * the name (`IDENTITY_SCHEMAS_0_URL`). Objects and lists of objects are written as JSON; an empty one sets nothing.
 */
export function environmentSettings(environment: Readonly<Record<string, string | undefined>>): Setting[] {
  const settings: Setting[] = [];
  for (const variable of Object.keys(environment).sort()) {
    const raw = environment[variable];
    const match = raw === undefined ? undefined : keyOfVariable(variable);
    if (raw === undefined || match === undefined) continue;
    const { value, misread } = convertText(raw, match.key);
    const origin = { variable, raw };
    for (const [path, leaf] of leavesOf(value, match.path)) {
      settings.push({ path, value: leaf, origin, ...(misread && { misread }) });
    }
  }
  return settings;
}

/** Lays the environment over everything else: value by value, lists by index. */
export function applySettings(below: unknown, settings: readonly Setting[]): unknown {
  return settings.reduce((values, { path, value }) => setAt(values, path, value), below);
}

/** The settings of the environment as a layer of their own. */
export function environmentLayer(settings: readonly Setting[]): Layer {
  return {
    values: applySettings({}, settings) as ValueMap,
    originOf: (path) => settings.findLast((setting) => startsWith(path, setting.path))?.origin,
    holderOf: (path) => settings.findLast((setting) => startsWith(setting.path, path))?.origin,
  };
}

const startsWith = (path: Path, start: Path): boolean => start.every((step, index) => path[index] === step);

/** The key that a variable sets, with the indexes of its name filled in; undefined when it sets none. */
export function keyOfVariable(variable: string): { readonly key: Key; readonly path: Path } | undefined {
  const name = normal(variable);
  const exact = keyNamed(name, normal);
  if (exact && !exact.segments.includes('#')) return { key: exact, path: exact.segments };
  const parts = name.split('.');
  const indexes = parts.filter((part) => /^\d+$/.test(part)).map(Number);
  if (indexes.length === 0 || indexes.some((index) => index >= LONGEST_LIST)) return undefined;
  const key = keyNamed(parts.map((part) => (/^\d+$/.test(part) ? '#' : part)).join('.'), normal);
  if (key === undefined) return undefined;
  const left = [...indexes];
  return { key, path: key.segments.map((segment) => (segment === '#' ? (left.shift() ?? 0) : segment)) };
}
