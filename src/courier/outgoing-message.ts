import type { RequestHeaders } from './allowed-headers.ts';
import type { MessageFacts, TEMPLATE_VARIABLES } from './template-variables.ts';
import type { TemplateType } from './templates.ts';

type Table = typeof TEMPLATE_VARIABLES;
type FactsFor<T extends TemplateType, V extends keyof Table[T]> = Table[T][V] extends readonly { readonly from: infer F }[]
  ? F & keyof MessageFacts
  : never;
/** Not every flow has them; templates see an empty object, or nothing. */
type OptionalFact = 'transientPayload' | 'oauth2LoginRequest';

/** What the template of a message is told. */
export type MessageModel<T extends TemplateType, V extends keyof Table[T]> = Pick<
  MessageFacts,
  Exclude<FactsFor<T, V>, OptionalFact>
> &
  Partial<Pick<MessageFacts, Extract<FactsFor<T, V>, OptionalFact>>>;

interface Outgoing<T extends TemplateType, V extends keyof Table[T]> {
  readonly template: T;
  readonly via: V;
  /** The e-mail address or the phone number. */
  readonly to: string;
  readonly model: MessageModel<T, V>;
  /** Headers of the request that asks for the message, with names in any case. The courier keeps those that may be kept. */
  readonly requestHeaders?: RequestHeaders;
}

/** A message that is to be sent: for each template and way exactly what it needs. Links have no text messages. */
export type OutgoingMessage = {
  [T in TemplateType]: { [V in keyof Table[T]]: Outgoing<T, V> }[keyof Table[T]];
}[TemplateType];
