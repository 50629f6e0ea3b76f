import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow, VerificationFlow } from '../../form/flow.ts';
import { findInput, resetMessages, setNodeValue, upsertNodes } from '../../form/ui/container.ts';
import type { Message } from '../../form/ui/message.ts';
import { continueLabel, emailLabel } from '../../form/ui/messages/label-messages.ts';
import type { InputNode } from '../../form/ui/node.ts';
import { csrfNode, inputNode, submitNode } from '../../form/ui/nodes.ts';

type LinkFlow = RecoveryFlow | VerificationFlow;

/** The field for an e-mail address. */
export function linkEmailNode(): InputNode {
  return inputNode({ name: 'email', type: 'email', group: 'link', required: true, title: emailLabel() });
}

/** Asks for the e-mail address that a link is sent to. */
export function fillLinkForm(flow: LinkFlow, exchange: Exchange): void {
  upsertNodes(
    flow.ui,
    csrfNode(csrfTokenFor(flow, exchange)),
    linkEmailNode(),
    submitNode('link', 'method', 'link', continueLabel()),
  );
}

/** The form after a link was sent: it can be sent again, or to another address. */
export function showLinkSent(flow: LinkFlow, exchange: Exchange, email: string, message: Message): void {
  flow.state = 'sent_email';
  flow.ui.nodes = [];
  fillLinkForm(flow, exchange);
  const field = findInput(flow.ui, 'email');
  if (field) setNodeValue(field, email);
  resetMessages(flow.ui);
  flow.ui.messages = [message];
}
