import type { Via } from '../store/message-store.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { CARRIES_REQUEST_HEADERS, type MessageFacts, TEMPLATE_VARIABLES, type Variable } from './template-variables.ts';
import type { TemplateType } from './templates.ts';

/** What a message tells, by the names of the API: kept with the message, and handed to services that deliver it. */
export type TemplateData = Readonly<Record<string, unknown>>;

function variablesFor(type: TemplateType, via: Via): readonly Variable[] {
  const ways: { readonly [V in Via]?: readonly Variable[] } = TEMPLATE_VARIABLES[type];
  const variables = ways[via];
  if (!variables) throw new TypeError(`${type} has no message for ${via}`);
  return variables;
}

/** The data of a message that is to be sent. */
export function templateDataOf({ template, via, to, model }: OutgoingMessage): TemplateData {
  const facts: Partial<MessageFacts> = { transientPayload: {}, ...model };
  const data: Record<string, unknown> = { to };
  for (const { from, keys, toData } of variablesFor(template, via)) {
    const fact = facts[from];
    if (fact === undefined) continue;
    // The function is that of the fact which the same entry of the table names.
    const value = toData ? toData(fact as never) : fact;
    for (const key of keys) data[key] = value;
  }
  return data;
}

/**
 * The variables of a template, by the names that templates use.
 * @param requestHeaders for templates that are told them; they are known only while a message is queued
 */
export function templateVariables(
  type: TemplateType,
  via: Via,
  data: TemplateData,
  requestHeaders: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, unknown>> {
  const variables: Record<string, unknown> = { To: data.to };
  for (const { name, keys, fromData } of variablesFor(type, via)) {
    const value = data[keys[0] ?? name];
    variables[name] = fromData ? fromData(value) : value;
  }
  if (CARRIES_REQUEST_HEADERS.has(type)) variables.UserRequestHeaders = requestHeaders;
  return variables;
}
