import type { UiContainer, UiNode } from '@ory/client-fetch';
import { type Html, html } from './html.ts';
import { isAction, message, nodeHtml } from './nodes.ts';

/** Headings where a page has a form for each group, as the one for settings has. */
const HEADINGS: Readonly<Record<string, string>> = { profile: 'Profile', password: 'Password' };

const form = ({ action, method }: UiContainer, nodes: readonly UiNode[], heading?: string): Html => html`
  <form class="sheet" action="${action}" method="${method}">
    ${heading && html`<h2>${heading}</h2>`}
    ${nodes.filter((node) => !isAction(node)).map(nodeHtml)}
    <div class="actions">${nodes.filter(isAction).map(nodeHtml)}</div>
  </form>`;

/**
 * The forms of a flow, drawn from nothing but its nodes: whatever the configuration switches on appears by itself. Browsers post them
 * to Zelos.
 * @param byGroup one form for each group instead of one for all
 */
export function forms(ui: UiContainer, byGroup: boolean): Html {
  const { nodes, messages = [] } = ui;
  const says = messages.map((one) => message(one));
  if (!byGroup) return html`${says}${form(ui, nodes)}`;
  const shared = nodes.filter(({ group }) => group === 'default');
  const groups = [...new Set(nodes.map(({ group }) => group))].filter((group) => group !== 'default');
  return html`${says}${groups.map((group) =>
    form(ui, [...shared, ...nodes.filter((node) => node.group === group)], HEADINGS[group] ?? group),
  )}`;
}
