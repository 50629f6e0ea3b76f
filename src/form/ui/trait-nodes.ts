import { isRawNumber } from '../../json/exact.ts';
import type { JsonText } from '../../json/json-text.ts';
import type { TraitField } from '../../schema/trait-field.ts';
import { setNodeValue } from './container.ts';
import { titleLabel } from './messages/label-messages.ts';
import type { Autocomplete, Group, InputNode, InputType, Ui } from './node.ts';
import { inputNode } from './nodes.ts';
import { traitValues } from './trait-values.ts';

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

/** Inputs that traits may have beyond those of the schema. */
const MAX_EXTRA = 500;

/** An input for a value that the schema names no field for, such as the element of a list. */
function extraNode(name: string, value: unknown, group: Group): InputNode {
  const isNumber = typeof value === 'number' || isRawNumber(value);
  return inputNode({ name, type: isNumber ? 'number' : typeof value === 'boolean' ? 'checkbox' : 'text', group, value });
}

/** The inputs for traits, in the order of the schema, with what the traits hold; elements of lists get inputs of their own. */
export function traitNodes(fields: readonly TraitField[], group: Group, traits?: JsonText): InputNode[] {
  const nodes = fields.filter(hasInput).map((field) => nodeOf(field, group));
  const known = new Map(nodes.map((node) => [node.attributes.name, node]));
  for (const [name, value] of traits === undefined ? [] : traitValues(traits)) {
    const node = known.get(name);
    if (node) setNodeValue(node, value);
    else if (nodes.length < known.size + MAX_EXTRA) nodes.push(extraNode(name, value, group));
  }
  return nodes;
}

/** Writes what was submitted back into the inputs that are there. Traits that were not submitted stay as they are. */
export function fillTraits(ui: Ui, traits: JsonText): void {
  const values = traitValues(traits);
  for (const node of ui.nodes) {
    if (node.type === 'input' && values.has(node.attributes.name)) setNodeValue(node, values.get(node.attributes.name));
  }
}
