import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import type { Message } from '../../form/ui/message.ts';
import {
  continueLabel,
  emailLabel,
  phoneLabel,
  recoveryAddressLabel,
  recoveryCodeLabel,
  resendCodeLabel,
} from '../../form/ui/messages/label-messages.ts';
import {
  askForFullAddress,
  askToChooseAddress,
  maskedAddressLabel,
  recoveryBack,
  recoveryCodeSent,
  recoveryMessageSent,
} from '../../form/ui/messages/recovery-messages.ts';
import type { UiNode } from '../../form/ui/node.ts';
import { csrfNode, hiddenNode, inputNode, submitNode } from '../../form/ui/nodes.ts';
import { addressHash } from './address-hash.ts';
import { maskedAddress } from './masked-address.ts';

// The forms of recovery by code, each whole: a step of the flow puts one in the place of the one before.

const proceed = () => submitNode('code', 'method', 'code', continueLabel());
const method = () => hiddenNode('code', 'method', 'code');
const back = () => submitNode('code', 'screen', 'previous', recoveryBack());

const codeField = () =>
  inputNode({
    name: 'code',
    type: 'text',
    group: 'code',
    required: true,
    autocomplete: 'one-time-code',
    pattern: '[0-9]+',
    maxlength: 6,
    title: recoveryCodeLabel(),
  });

function show(flow: RecoveryFlow, exchange: Exchange, nodes: readonly UiNode[], message?: Message): void {
  flow.ui.nodes = [csrfNode(csrfTokenFor(flow, exchange)), ...nodes];
  delete flow.ui.messages;
  if (message) flow.ui.messages = [message];
}

/** The field for an e-mail address. */
export const emailNode = () => inputNode({ name: 'email', type: 'email', group: 'code', required: true, title: emailLabel() });

/** Asks for an e-mail address. */
export function showEmailForm(flow: RecoveryFlow, exchange: Exchange): void {
  show(flow, exchange, [emailNode(), proceed()]);
}

/** Asks for the code that was sent. */
export function showCodeForm(flow: RecoveryFlow, exchange: Exchange, email: string): void {
  const resend = submitNode('code', 'email', email, resendCodeLabel());
  show(flow, exchange, [codeField(), method(), proceed(), resend], recoveryCodeSent());
}

/** Asks for any address of the account. */
export function showAddressForm(flow: RecoveryFlow, exchange: Exchange): void {
  const title = recoveryAddressLabel();
  const address = inputNode({ name: 'recovery_address', type: 'text', group: 'code', required: true, title });
  show(flow, exchange, [address, proceed()]);
}

/** Lets one of the addresses of the account be chosen, of which only so much is shown that their owner knows them. */
export function showChoiceForm(flow: RecoveryFlow, exchange: Exchange, typed: string, addresses: readonly string[]): void {
  const buttons = addresses.map((address) =>
    submitNode('code', 'recovery_select_address', addressHash(address), maskedAddressLabel(maskedAddress(address))),
  );
  show(flow, exchange, [...buttons, method(), hiddenNode('code', 'recovery_address', typed)], askToChooseAddress());
}

/** Asks for the chosen address in full. */
export function showConfirmForm(flow: RecoveryFlow, exchange: Exchange, typed: string, chosen: string): void {
  const isEmail = chosen.includes('@');
  const confirm = inputNode({
    name: 'recovery_confirm_address',
    type: isEmail ? 'email' : 'tel',
    group: 'code',
    required: true,
    title: isEmail ? emailLabel() : phoneLabel(),
  });
  const nodes = [confirm, hiddenNode('code', 'recovery_address', typed), proceed(), method(), back()];
  show(flow, exchange, nodes, askForFullAddress());
}

/** Asks for the code that was sent to an address of choice. */
export function showChosenCodeForm(flow: RecoveryFlow, exchange: Exchange, typed: string, address: string): void {
  const resend = submitNode('code', 'recovery_confirm_address', address, resendCodeLabel());
  const nodes = [codeField(), proceed(), method(), resend, hiddenNode('code', 'recovery_address', typed), back()];
  show(flow, exchange, nodes, recoveryMessageSent(maskedAddress(address)));
}
