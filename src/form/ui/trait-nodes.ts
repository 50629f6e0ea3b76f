import { parseExact } from '../../json/exact.ts';
import type { JsonText } from '../../json/json-text.ts';
import type { TraitField } from '../../schema/trait-field.ts';
import { setNodeValue } from './container.ts';
import { titleLabel } from './messages/label-messages.ts';
import type { Autocomplete, Group, InputNode, InputType, Ui } from './node.ts';
import { inputNode } from './nodes.ts';

const MAX_OPTIONS = 500;

const BY_FORMAT: ReadonlyMap<string, { type: InputType; autocomplete?: Autocomplete }> = new Map([
  ['email', { type: 'email', autocomplete: 'email' }],
  ['tel', { type: 'tel', autocomplete: 'tel' }],
  ['uri', { type: 'url', autocomplete: 'url' }],
  ['date', { type: 'date' }],
  ['date-time', { type: 'datetime-local' }],
  ['regex', { type: 'text' }],
]);

function plainType({ type, path }: TraitField): InputType {
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'checkbox';
  return path.at(-1) === 'password' ? 'password' : 'text';
}

/** Objects whose members the schema does not name, and lists of other things than plain values, have no input. */
const hasInput = ({ type, items }: TraitField) => type !== 'object' && (type !== 'array' || items !== undefined);

function nodeOf(field: TraitField, group: Group): InputNode {
  const { name, format, pattern, title, required, disabled } = field;
  const { type, autocomplete } = BY_FORMAT.get(format ?? '') ?? { type: plainType(field) };
  const options = field.enum?.slice(0, MAX_OPTIONS).map((value) => ({ value }));
  return inputNode({
    name,
    type,
    group,
    disabled,
    ...(required && { required }),
    ...(autocomplete && { autocomplete }),
    ...(pattern !== undefined && { pattern }),
    ...(options && options.length > 0 && { options }),
    title: title === undefined ? undefined : titleLabel(title, name),
  });
}

/** The value at a path; undefined when there is none. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  let inner = value;
  for (const name of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, name)) return undefined;
    inner = (inner as Readonly<Record<string, unknown>>)[name];
  }
  return inner;
}

/** The inputs for traits, in the order of the schema. @param traits what they hold already */
export function traitNodes(fields: readonly TraitField[], group: Group, traits?: JsonText): InputNode[] {
  const values = traits === undefined ? undefined : parseExact(traits);
  return fields.filter(hasInput).map((field) => {
    const node = nodeOf(field, group);
    setNodeValue(node, valueAt(values, field.path));
    return node;
  });
}

/** Writes what was submitted back into the inputs for traits that are there. Traits that were not submitted stay as they are. */
export function fillTraits(ui: Ui, fields: readonly TraitField[], traits: JsonText): void {
  const values = parseExact(traits);
  const paths = new Map(fields.map(({ name, path }) => [name, path]));
  for (const node of ui.nodes) {
    if (node.type !== 'input') continue;
    const path = paths.get(node.attributes.name);
    const value = path && valueAt(values, path);
    if (value !== undefined) setNodeValue(node, value);
  }
}
