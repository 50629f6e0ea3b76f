import { element } from './element.js';
import { messageElement, nodeElement } from './nodes.js';

/**
 * @typedef {import('@ory/client-fetch').UiNode} UiNode
 * @typedef {import('@ory/client-fetch').UiContainer} UiContainer
 * @typedef {(body: object) => Promise<void>} Submit
 */

/** Headings where a page has a form for each group, as the one for settings has. @type {Readonly<Record<string, string>>} */
const HEADINGS = { profile: 'Profile', password: 'Password' };

/** Puts a value at a dotted name: `traits.name` → `{ traits: { name } }`. @param {any} body @param {string} name @param {unknown} value */
function put(body, name, value) {
  const keys = name.split('.');
  const last = keys.pop() ?? name;
  for (const key of keys) {
    body[key] ??= {};
    body = body[key];
  }
  body[last] = value;
}

/**
 * What a form says, as the API wants it: names with dots are nested, numbers and yes/no have their types, what is empty is left out.
 *
 * @param {HTMLFormElement} form @param {HTMLElement | null} pressed @param {readonly UiNode[]} nodes
 */
function bodyOf(form, pressed, nodes) {
  const body = {};
  const data = new FormData(form, pressed);
  for (const { attributes } of nodes) {
    if (attributes.node_type !== 'input' || attributes.disabled) continue;
    const { name, type } = attributes;
    const text = data.getAll(name).at(-1);
    if (type === 'hidden') put(body, name, attributes.value);
    else if (type === 'checkbox') put(body, name, text !== undefined);
    else if (typeof text === 'string' && text !== '') put(body, name, type === 'number' ? Number(text) : text);
  }
  return body;
}

/** @param {readonly UiNode[]} nodes @param {Submit} submit @param {string} [heading] */
function formOf(nodes, submit, heading) {
  const elements = nodes.map(nodeElement).filter((made) => made !== undefined);
  const actions = elements.filter((made) => made.matches('button, .button'));
  const form = element('form', { method: 'post', class: 'sheet' });
  if (heading) form.append(element('h2', {}, heading));
  form.append(...elements.filter((made) => !actions.includes(made)), element('div', { class: 'actions' }, ...actions));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = bodyOf(form, event.submitter, nodes);
    const buttons = form.querySelectorAll('button');
    // Not twice.
    for (const one of buttons) one.disabled = true;
    try {
      await submit(body);
    } finally {
      for (const one of buttons) one.disabled = false;
    }
  });
  return form;
}

/**
 * The forms of a flow, drawn from nothing but its nodes: whatever the configuration switches on appears by itself.
 *
 * @param {UiContainer} ui @param {{ submit: Submit, byGroup: boolean }} options byGroup: one form for each group instead of one for all
 */
export function formsOf({ nodes, messages = [] }, { submit, byGroup }) {
  const says = messages.map((message) => messageElement(message));
  if (!byGroup) return [...says, formOf(nodes, submit)];
  const shared = nodes.filter(({ group }) => group === 'default');
  const groups = [...new Set(nodes.map(({ group }) => group))].filter((group) => group !== 'default');
  const forms = groups.map((group) =>
    formOf([...shared, ...nodes.filter((node) => node.group === group)], submit, HEADINGS[group] ?? group),
  );
  return [...says, ...forms];
}
