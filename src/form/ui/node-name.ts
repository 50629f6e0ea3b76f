import { parsePointer } from '../../json/pointer.ts';

/** A field by the names that lead to it: `traits.name.first`. Undefined for none: the whole form. */
export function nodeName(names: readonly (string | number)[]): string | undefined {
  return names.length === 0 ? undefined : names.join('.');
}

/**
 * The field of a JSON pointer, also in the form of a fragment (`#/traits/email`). Undefined for the whole form: `''`, `'#'`, `'#/'`, `'/'`,
 * and what is no pointer.
 */
export function nodeNameOf(pointer: string): string | undefined {
  const names = parsePointer(pointer.startsWith('#') ? pointer.slice(1) : pointer) ?? [];
  return nodeName(names.filter((name) => name !== ''));
}
