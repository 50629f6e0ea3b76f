import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import {
  continueLabel,
  emailLabel,
  emailOrPhoneLabel,
  resendCodeLabel,
  verificationCodeLabel,
} from '../../form/ui/messages/label-messages.ts';
import { verificationCodeSent, verificationCodeSentToPhone } from '../../form/ui/messages/verification-messages.ts';
import type { InputNode } from '../../form/ui/node.ts';
import { csrfNode, hiddenNode, inputNode, submitNode } from '../../form/ui/nodes.ts';

// The forms of verification by code, each whole: a step of the flow puts one in the place of the one before.

const proceed = () => submitNode('code', 'method', 'code', continueLabel());

/** Native apps have no use for the token here, and are given none. */
const csrf = (flow: VerificationFlow, exchange: Exchange): InputNode[] =>
  flow.type === 'browser' ? [csrfNode(csrfTokenFor(flow, exchange))] : [];

/** Asks for an address. @param takesPhones whether there is a way for text messages */
export function addressNode(takesPhones: boolean): InputNode {
  return inputNode({
    name: 'email',
    type: takesPhones ? 'text' : 'email',
    group: 'code',
    required: true,
    title: takesPhones ? emailOrPhoneLabel() : emailLabel(),
  });
}

/** The form that asks for an address. */
export function showAddressForm(flow: VerificationFlow, exchange: Exchange, takesPhones: boolean): void {
  flow.ui.nodes = [addressNode(takesPhones), proceed(), ...csrf(flow, exchange)];
}

/** The button that has a new message sent to an address. @param name of the button: `email`, or the way that a hook chose */
export const resendNode = (name: string, address: string): InputNode => submitNode('code', name, address, resendCodeLabel());

/** The form that asks for the code that was sent. */
export function showCodeForm(flow: VerificationFlow, exchange: Exchange, resend: InputNode): void {
  const code = inputNode({
    name: 'code',
    type: 'text',
    group: 'code',
    required: true,
    autocomplete: 'one-time-code',
    title: verificationCodeLabel(),
  });
  flow.ui.nodes = [hiddenNode('code', 'method', 'code'), code, proceed(), ...csrf(flow, exchange), resend];
  const address = String(resend.attributes.value);
  flow.ui.messages = [address.includes('@') ? verificationCodeSent() : verificationCodeSentToPhone()];
}
