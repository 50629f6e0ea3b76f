import { createPieces } from './pieces.ts';
import { printNumber } from './print-number.ts';
import { printTime } from './time-layout.ts';
import { isList, isNil, Struct, sortedKeys, type Value } from './value.ts';
import { createWalk } from './walk.ts';

/** A value as `%v` prints it: `map[a:1 b:[x y]]`, `<nil>`. @throws ValueFault when that is too long */
export function printValue(value: Value): string {
  if (typeof value === 'string') return value;
  const pieces = createPieces();
  const visit = createWalk();

  function print(part: Value, depth: number): void {
    visit(depth);
    if (isNil(part)) pieces.add('<nil>');
    else if (typeof part === 'string') pieces.add(part);
    else if (typeof part === 'boolean') pieces.add(String(part));
    else if (typeof part === 'number') pieces.add(printNumber(part));
    else if (part instanceof Date) pieces.add(printTime(part));
    else if (isList(part)) enclosed('[', part, ']', depth);
    else if (part instanceof Struct) enclosed('{', [...part.fields.values()], '}', depth);
    else {
      const keys = sortedKeys(part);
      enclosed(
        'map[',
        keys.map((key) => part.get(key)),
        ']',
        depth,
        keys,
      );
    }
  }

  function enclosed(open: string, parts: readonly Value[], close: string, depth: number, keys?: readonly string[]): void {
    pieces.add(open);
    for (const [index, part] of parts.entries()) {
      if (index > 0) pieces.add(' ');
      if (keys) pieces.add(`${keys[index]}:`);
      print(part, depth + 1);
    }
    pieces.add(close);
  }

  print(value, 0);
  return pieces.text();
}

/** The same, but nothing for nil, as values are shown in HTML. */
export function printPresent(value: Value): string {
  return isNil(value) ? '' : printValue(value);
}

/** What `print` makes: a space stands between two values neither of which is a text. */
export function printAll(values: readonly Value[]): string {
  const pieces = createPieces();
  for (const [index, value] of values.entries()) {
    if (index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string') pieces.add(' ');
    pieces.add(printValue(value));
  }
  return pieces.text();
}
