import { allKeys, childrenOf, schemaAt } from './key-table.ts';
import { dotted, type Path } from './merge.ts';
import { closestName } from './suggest.ts';

/** What somebody probably meant who wrote a key that does not exist under `parent`. */
export function hintForUnknown(name: string, parent: Path): string | undefined {
  const schema = schemaAt(parent);
  const near = schema && closestName(name, Object.keys(childrenOf(schema)));
  if (near !== undefined) return `Did you mean ${near}?`;
  const whole = dotted([...parent, name]);
  if (name.includes('.') && allKeys().some(({ path }) => path === whole))
    return 'Write it as nested objects; a dot in a key does not nest.';
  const elsewhere = allKeys()
    .filter((key) => key.segments.at(-1) === name && !key.segments.includes('#'))
    .map((key) => key.path);
  const related = elsewhere.filter((path) => parent.length === 0 || path.startsWith(`${dotted(parent)}.`));
  const places = related.length > 0 ? related : elsewhere;
  return places.length > 0 && places.length < 4 ? `There is ${places.join(' and ')}.` : undefined;
}
