import { Type } from '@sinclair/typebox';
import { UiText } from './ui-text.ts';

const TYPES = [
  'text',
  'password',
  'number',
  'checkbox',
  'hidden',
  'email',
  'tel',
  'submit',
  'button',
  'datetime-local',
  'date',
  'url',
];

const AUTOCOMPLETE = [
  'email',
  'tel',
  'url',
  'current-password',
  'new-password',
  'one-time-code',
  'username',
  'username webauthn',
];

const TRIGGERS = [
  'oryWebAuthnRegistration',
  'oryWebAuthnLogin',
  'oryPasskeyLogin',
  'oryPasskeyLoginAutocompleteInit',
  'oryPasskeyRegistration',
  'oryPasskeySettingsRegistration',
];

const Trigger = Type.Unsafe<string>({ type: 'string', enum: TRIGGERS });

/** What an input field or a button is like. */
export const UiInputAttributes = Type.Object(
  {
    node_type: Type.Literal('input'),
    name: Type.String(),
    type: Type.Unsafe<string>({ type: 'string', enum: TYPES }),
    value: Type.Optional(Type.Unsafe<unknown>({ nullable: true, description: 'What stands in it.' })),
    required: Type.Optional(Type.Boolean()),
    autocomplete: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: AUTOCOMPLETE })),
    label: Type.Optional(UiText),
    pattern: Type.Optional(Type.String()),
    disabled: Type.Boolean(),
    onclick: Type.Optional(Type.String()),
    onclickTrigger: Type.Optional(Trigger),
    onload: Type.Optional(Type.String()),
    onloadTrigger: Type.Optional(Trigger),
    maxlength: Type.Optional(Type.Integer({ format: 'int64' })),
    options: Type.Optional(
      Type.Array(Type.Object({ value: Type.Unsafe<unknown>({}) }, { $id: 'uiNodeInputAttributesOption' }), {
        description: 'The values that can be chosen.',
      }),
    ),
  },
  { $id: 'uiNodeInputAttributes' },
);
