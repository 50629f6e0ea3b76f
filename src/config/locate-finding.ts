import type { Finding } from './check-keys.ts';
import type { ConfigFault } from './faults.ts';
import { schemaAt } from './key-table.ts';
import { dotted, type Path, type ValueMap, valueAt } from './merge.ts';
import { isSecret, showValue } from './secrecy.ts';
import type { Layer, Origin } from './source/layer.ts';

/** Finds where a path was written: in the highest source that has it or, failing that, what holds it. */
export function originOf(path: Path, layers: readonly Layer[]): Origin | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const above = layers.toReversed();
    const origin = firstOf(above, (layer) => layer.originOf(part)) ?? firstOf(above, (layer) => layer.holderOf?.(part));
    if (origin) return origin;
  }
  return layers.map((layer) => layer.originOf([])).findLast((origin) => origin !== undefined);
}

function firstOf<T>(layers: readonly Layer[], look: (layer: Layer) => T | undefined): T | undefined {
  for (const layer of layers) {
    const found = look(layer);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Makes a fault of a finding: adds where the value was written and what it is, as far as it may be shown. */
export function locateFinding({ path, expected, found, hint }: Finding, values: ValueMap, layers: readonly Layer[]): ConfigFault {
  const { raw, ...place } = originOf(path, layers) ?? {};
  const value = valueAt(values, path);
  // The text of the variable says more than what became of it (`abc` became 0).
  const converted = raw !== undefined && typeof value !== 'string' && !isSecret(path);
  const shown = found ?? (found === null ? undefined : showValue(converted ? raw : value, path));
  const advice = hint ?? (raw !== undefined && value === null ? hintForJson(path) : undefined);
  return {
    key: dotted(path),
    expected,
    ...(shown !== undefined && { found: shown }),
    ...place,
    ...(advice !== undefined && { hint: advice }),
  };
}

const hintForJson = (path: Path): string =>
  schemaAt(path)?.type === 'array'
    ? 'Write the list as JSON in the variable, such as ["one","two"].'
    : 'Write the object as JSON in the variable, such as {"key":"value"}.';
