import { getNodeLabel, type UiNode, type UiNodeInputAttributes, type UiText } from '@ory/client-fetch';
import { attributes, type Html, html } from './html.ts';

/** A message of a flow or of one of its fields. */
export const message = ({ text, type }: UiText, id?: string): Html =>
  html`<p${attributes({ class: `message ${type}`, role: type === 'error' ? 'alert' : 'status', id })}>${text}</p>`;

/** What to call a field that has no label. */
const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1).replaceAll('_', ' ');

/** What a password manager should offer, where the field does not say so itself. */
function autocompleteOf({ autocomplete, name, type }: UiNodeInputAttributes): string | undefined {
  if (autocomplete) return autocomplete;
  if (name === 'identifier') return 'username';
  if (name === 'traits.name') return 'name';
  return type === 'email' || type === 'tel' ? type : undefined;
}

function button({ name, value, disabled }: UiNodeInputAttributes, label: string): Html {
  // "Back", "Resend code" and the like send something else than `method`; nothing has to be filled in for them.
  const aside = name !== 'method';
  const more = { type: 'submit', name, value, disabled, formnovalidate: aside, class: aside && 'second' };
  return html`<button${attributes(more)}>${label}</button>`;
}

function field(node: UiNodeInputAttributes, label: string, messages: readonly UiText[]): Html {
  const { name, type, value, required, disabled, pattern, maxlength } = node;
  const id = `field-${name}`;
  const says = messages.map((one, index) => message(one, `${id}-${index}`));
  const wrong = messages.some((one) => one.type === 'error');
  const described = {
    'aria-describedby': messages.length > 0 && messages.map((_, index) => `${id}-${index}`).join(' '),
    'aria-invalid': wrong && 'true',
    // Where to go on reading.
    autofocus: wrong,
  };
  if (type === 'checkbox') {
    // A box that is not ticked sends nothing: the hidden field says no in its place.
    const box = { id, name, type, value: 'true', checked: value === true, required, disabled, ...described };
    return html`<div class="field check">
      <input type="hidden" name="${name}" value="false">
      <label for="${id}"><input${attributes(box)}>${label}</label>${says}
    </div>`;
  }
  const input = {
    id,
    name,
    type,
    value,
    required,
    disabled,
    pattern,
    maxlength,
    autocomplete: autocompleteOf(node),
    // Codes are digits: that keyboard, without the arrows of a number.
    inputmode: node.autocomplete === 'one-time-code' && 'numeric',
    step: type === 'number' && 'any',
    ...described,
  };
  const mark = !required && html` <span class="optional">(optional)</span>`;
  return html`<div class="field">
      <label for="${id}">${label}${mark}</label>
      <input${attributes(input)}>${says}
    </div>`;
}

/** Whether a node belongs to the row of buttons below the fields. */
export const isAction = ({ attributes: node }: UiNode): boolean =>
  node.node_type === 'a' || (node.node_type === 'input' && (node.type === 'submit' || node.type === 'button'));

/** What a node looks like. */
export function nodeHtml(node: UiNode): Html {
  const { attributes: own, messages } = node;
  const label = getNodeLabel(node)?.text;
  switch (own.node_type) {
    case 'input': {
      const { name, type, value } = own;
      if (type === 'hidden') return html`<input${attributes({ type, name, value })}>`;
      if (isAction(node)) return button(own, label ?? String(value));
      return field(own, label ?? lastPart(name), messages);
    }
    case 'a':
      return html`<a class="button" href="${own.href}">${label ?? own.href}</a>`;
    case 'img':
      return html`<img${attributes({ src: own.src, alt: label ?? '', width: own.width, height: own.height })}>`;
    case 'text':
      return html`<p>${label && `${label}: `}<code>${own.text.text}</code></p>`;
    default:
      // Scripts belong to security keys and passkeys, which this example does not use.
      return html``;
  }
}
