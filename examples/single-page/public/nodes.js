import { getNodeLabel } from '@ory/client-fetch';
import { element } from './element.js';

/**
 * @typedef {import('@ory/client-fetch').UiNode} UiNode
 * @typedef {import('@ory/client-fetch').UiText} UiText
 * @typedef {import('@ory/client-fetch').UiNodeInputAttributes} InputAttributes
 */

/** A message of a flow or of one of its fields. @param {UiText} message @param {string} [id] */
export function messageElement({ text, type }, id) {
  return element('p', { class: `message ${type}`, role: type === 'error' ? 'alert' : 'status', id }, text);
}

/** What to call a field that has no label. @param {string} name */
const lastPart = (name) => name.slice(name.lastIndexOf('.') + 1).replaceAll('_', ' ');

/** What a password manager should offer, where the field does not say so itself. @param {InputAttributes} attributes */
function autocompleteOf({ autocomplete, name, type }) {
  if (autocomplete) return autocomplete;
  if (name === 'identifier') return 'username';
  if (name === 'traits.name') return 'name';
  return type === 'email' || type === 'tel' ? type : undefined;
}

/** @param {InputAttributes} attributes @param {string} label */
function button({ name, value, disabled }, label) {
  // "Back", "Resend code" and the like send something else than `method`; nothing has to be filled in for them.
  const aside = name !== 'method';
  return element('button', { type: 'submit', name, value, disabled, formnovalidate: aside, class: aside && 'second' }, label);
}

/** @param {InputAttributes} attributes @param {string} label @param {readonly UiText[]} messages */
function field(attributes, label, messages) {
  const { name, type, value, required, disabled, pattern, maxlength } = attributes;
  const id = `field-${name}`;
  const says = messages.map((message, index) => messageElement(message, `${id}-${index}`));
  const described = {
    'aria-describedby': says.length > 0 && says.map((one) => one.id).join(' '),
    'aria-invalid': messages.some((message) => message.type === 'error') && 'true',
  };
  if (type === 'checkbox') {
    const box = element('input', { id, name, type, value: 'true', checked: value === true, required, disabled, ...described });
    return element('div', { class: 'field check' }, element('label', { for: id }, box, label), ...says);
  }
  const input = element('input', {
    id,
    name,
    type,
    value,
    required,
    disabled,
    pattern,
    maxlength,
    autocomplete: autocompleteOf(attributes),
    // Codes are digits: that keyboard, without the arrows of a number.
    inputmode: attributes.autocomplete === 'one-time-code' && 'numeric',
    step: type === 'number' && 'any',
    ...described,
  });
  const mark = required ? undefined : element('span', { class: 'optional' }, ' (optional)');
  return element('div', { class: 'field' }, element('label', { for: id }, label, mark), input, ...says);
}

/** What a node looks like; buttons are told apart, since they stand together below. @param {UiNode} node */
export function nodeElement(node) {
  const { attributes, messages } = node;
  const label = getNodeLabel(node)?.text;
  switch (attributes.node_type) {
    case 'input': {
      const { name, type, value } = attributes;
      if (type === 'hidden') return element('input', { type, name, value });
      if (type === 'submit' || type === 'button') return button(attributes, label ?? String(value));
      return field(attributes, label ?? lastPart(name), messages);
    }
    case 'a':
      return element('a', { href: attributes.href, class: 'button' }, label ?? attributes.href);
    case 'img':
      return element('img', { src: attributes.src, alt: label ?? '', width: attributes.width, height: attributes.height });
    case 'text':
      return element('p', {}, label ? `${label}: ` : undefined, element('code', {}, attributes.text.text));
    default:
      // Scripts belong to security keys and passkeys, which this example does not use.
      return undefined;
  }
}
