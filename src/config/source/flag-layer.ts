import { type Key, keyNamed } from '../key-table.ts';
import { dotted, setAt, type ValueMap, valueAt } from '../merge.ts';
import type { Layer } from './layer.ts';

/** The key of a flag; nothing within a list has one. */
const keyOfFlag = (name: string): Key | undefined =>
  name.includes('#') ? undefined : (keyNamed(name, (path) => path) ?? keyNamed(name, (path) => path.replaceAll('.', '-')));

/**
 * The flags that are configuration keys: named like the key, with dots or with dashes in their place. Only flags that the user
 * gave belong here; others are passed over, and so are names that are no keys.
 */
export function flagLayer(flags: Readonly<Record<string, unknown>>): Layer {
  let values: ValueMap = {};
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(flags)) {
    const key = keyOfFlag(name);
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
