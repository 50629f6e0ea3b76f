import { KEYS } from '../key-table.ts';
import { dotted, setAt, type ValueMap, valueAt } from '../merge.ts';
import type { Layer } from './layer.ts';

const BY_FLAG = new Map(
  KEYS.filter((key) => !key.segments.includes('#')).flatMap((key) => [
    [key.path, key] as const,
    [key.path.replaceAll('.', '-'), key] as const,
  ]),
);

/**
 * The flags that are configuration keys: named like the key, with dots or with dashes in their place. Only flags that the user
 * gave belong here; others are passed over, and so are names that are no keys.
 */
export function flagLayer(flags: Readonly<Record<string, unknown>>): Layer {
  let values: ValueMap = {};
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(flags)) {
    const key = BY_FLAG.get(name);
    // `config` names the files themselves.
    if (key === undefined || value === undefined || key.path === 'config') continue;
    values = setAt(values, key.segments, value) as ValueMap;
    names.set(key.path, name);
  }
  return {
    values,
    originOf(path) {
      if (valueAt(values, path) === undefined) return undefined;
      for (let length = path.length; length > 0; length--) {
        const flag = names.get(dotted(path.slice(0, length)));
        if (flag !== undefined) return { flag };
      }
      return undefined;
    },
  };
}
