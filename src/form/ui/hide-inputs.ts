import type { Group, Ui } from './node.ts';

/** Makes the inputs of a group go along with the form unseen: what the user gave in an earlier step. All else of them stays. */
export function hideInputs(ui: Ui, group: Group = 'default'): void {
  for (const node of ui.nodes) if (node.type === 'input' && node.group === group) node.attributes.type = 'hidden';
}
