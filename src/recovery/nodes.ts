import { type JsonText, jsonOf } from '../json/json-text.ts';

// The ui of recovery flows that an administrator makes, in the form of the wire.

const label = (id: number, text: string) => ({ label: { id, text, type: 'info' } });

const input = (group: string, attributes: object, meta: object) => ({
  type: 'input',
  group,
  attributes: { ...attributes, node_type: 'input' },
  messages: [],
  meta,
});

const submit = (group: 'code' | 'link') =>
  input(group, { name: 'method', type: 'submit', value: group, disabled: false }, label(1070009, 'Continue'));

const actionOf = (publicUrl: string, flowId: string) => `${publicUrl}/self-service/recovery?flow=${flowId}`;

/** Asks for the code, and for nothing else: it was handed over by other means. */
export function codeFlowUi(publicUrl: string, flowId: string): JsonText {
  const code = {
    name: 'code',
    type: 'text',
    required: true,
    autocomplete: 'one-time-code',
    pattern: '[0-9]+',
    disabled: false,
    maxlength: 6,
  };
  return jsonOf({
    action: actionOf(publicUrl, flowId),
    method: 'POST',
    nodes: [input('code', code, label(1070010, 'Recovery code')), submit('code')],
  });
}

/** The form that the link method shows to anyone: the link itself needs none. */
export function linkFlowUi(publicUrl: string, flowId: string, csrfToken: string): JsonText {
  const csrf = { name: 'csrf_token', type: 'hidden', value: csrfToken, required: true, disabled: false };
  const email = { name: 'email', type: 'email', required: true, disabled: false };
  return jsonOf({
    action: actionOf(publicUrl, flowId),
    method: 'POST',
    nodes: [input('default', csrf, {}), input('link', email, label(1070007, 'Email')), submit('link')],
  });
}
