import { type ConfigWarning, placeOf } from './faults.ts';
import { supportOf } from './implemented.ts';
import { schemaAt } from './key-table.ts';
import { dotted, isValueMap, type Path } from './merge.ts';
import type { Layer } from './source/layer.ts';

/** One warning for each key that somebody set and that changes nothing, with the place where it was set last. */
export function warnUnsupported(layers: readonly Layer[]): ConfigWarning[] {
  const warnings = new Map<string, ConfigWarning>();
  for (const layer of layers) {
    for (const path of setKeysOf(layer.values, [])) {
      const support = supportOf(path);
      if (support === 'implemented') continue;
      const place = placeOf(layer.originOf(path) ?? layer.holderOf?.(path) ?? {});
      const key = dotted(path);
      const message =
        support === 'no_effect'
          ? `${key} is accepted but changes nothing.`
          : `${key} is valid, but this version of Zelos does not act on it yet.`;
      warnings.set(key, { kind: support, key, message, ...(place !== undefined && { place }) });
    }
  }
  return [...warnings.values()];
}

/** The keys that hold a value of their own; a list counts as one, and a feature that is switched off as none. */
function* setKeysOf(value: unknown, path: Path): Generator<Path> {
  if (isValueMap(value)) {
    for (const [name, child] of Object.entries(value)) yield* setKeysOf(child, [...path, name]);
  } else if (value !== false || schemaAt(path)?.default === true) {
    yield path;
  }
}
