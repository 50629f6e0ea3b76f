export type FlowKind = 'Login' | 'Registration' | 'Settings' | 'Recovery' | 'Verification';

export interface MessageOnWire {
  readonly id: number;
  readonly text: string;
}

export interface ContinuesWith {
  readonly action: string;
  readonly flow?: { readonly id: string; readonly url?: string; readonly verifiable_address?: string };
  readonly ory_session_token?: string;
  readonly redirect_browser_to?: string;
}

interface NodeOnWire {
  readonly attributes: { readonly name?: string; readonly value?: unknown };
  readonly messages: readonly MessageOnWire[];
}

/** What the tests look at of a flow, of whichever kind. */
export interface FormOnWire {
  readonly id: string;
  readonly type: string;
  readonly state: unknown;
  readonly active?: string;
  readonly ui: { readonly action: string; readonly nodes: readonly NodeOnWire[]; readonly messages?: readonly MessageOnWire[] };
}

const fieldOf = ({ ui }: FormOnWire, name: string) => ui.nodes.find(({ attributes }) => attributes.name === name);

/** The value of a field of a form. */
export const valueIn = (form: FormOnWire, name: string): unknown => fieldOf(form, name)?.attributes.value;

const idsOf = (messages: readonly MessageOnWire[] = []) => messages.map(({ id }) => id);

/** The numbers of the messages of a form, or of one of its fields. */
export const messagesOf = (form: FormOnWire, field?: string): number[] =>
  idsOf(field === undefined ? form.ui.messages : fieldOf(form, field)?.messages);
