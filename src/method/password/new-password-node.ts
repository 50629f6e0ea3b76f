import { passwordLabel } from '../../form/ui/messages/label-messages.ts';
import type { InputNode } from '../../form/ui/node.ts';
import { inputNode } from '../../form/ui/nodes.ts';

/** Asks for a password that is to be set. */
export function newPasswordNode(): InputNode {
  return inputNode({
    name: 'password',
    type: 'password',
    group: 'password',
    required: true,
    autocomplete: 'new-password',
    title: passwordLabel(),
  });
}
