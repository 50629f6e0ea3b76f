import type { FormEntry } from '../form-fault.ts';
import type { Message } from './message.ts';
import type { Group, InputNode, Ui, UiNode } from './node.ts';
import { inputNode } from './nodes.ts';

/** What a node is found by: the name of an input, the id of anything else. */
export function identifierOf(node: UiNode): string {
  return node.type === 'input' ? node.attributes.name : node.attributes.id;
}

export function findNode(ui: Ui, identifier: string): UiNode | undefined {
  return ui.nodes.find((node) => identifierOf(node) === identifier);
}

/** The first input of that name. */
export function findInput(ui: Ui, name: string): InputNode | undefined {
  return ui.nodes.find((node): node is InputNode => node.type === 'input' && node.attributes.name === name);
}

/** Puts nodes in the place of the first with the same identifier, whatever its group; at the end when there is none. */
export function upsertNodes(ui: Ui, ...nodes: readonly UiNode[]): void {
  for (const node of nodes) {
    const at = ui.nodes.findIndex((known) => identifierOf(known) === identifierOf(node));
    if (at < 0) ui.nodes.push(node);
    else ui.nodes[at] = node;
  }
}

export interface NodeChoice {
  readonly names?: readonly string[];
  readonly groups?: readonly Group[];
}

/** Removes the nodes with one of these identifiers and of one of these groups; what is left out of the choice does not matter. */
export function removeNodes(ui: Ui, { names, groups }: NodeChoice): void {
  ui.nodes = ui.nodes.filter(
    (node) =>
      (names !== undefined && !names.includes(identifierOf(node))) || (groups !== undefined && !groups.includes(node.group)),
  );
}

/** Sets or takes away (undefined, null) the value of an input, which keeps its place. */
export function setNodeValue({ attributes }: InputNode, value: unknown): void {
  if (value === undefined || value === null) delete attributes.value;
  else attributes.value = value;
}

/** Takes all messages away, those of the form and those of its nodes. */
export function resetMessages(ui: Ui): void {
  delete ui.messages;
  for (const node of ui.nodes) node.messages = [];
}

/** Adds a message to the form. */
export function addMessage(ui: Ui, message: Message): void {
  ui.messages = [...(ui.messages ?? []), message];
}

/** Adds a message to a field; where there is none, an input without a value that shows the message. */
export function addFieldMessage(ui: Ui, field: string, message: Message): void {
  let node = findNode(ui, field);
  if (!node) {
    node = inputNode({ name: field, type: 'text', group: 'default' });
    ui.nodes.push(node);
  }
  node.messages = [...node.messages, message];
}

/** Adds what is said about a submission: to its fields, or to the form. */
export function addEntries(ui: Ui, entries: readonly FormEntry[]): void {
  for (const { field, message } of entries) {
    if (field === undefined) addMessage(ui, message);
    else addFieldMessage(ui, field, message);
  }
}
