import { Type } from '@sinclair/typebox';
import { UiNodeAttributes } from './ui-attributes.ts';
import { UiText, UiTexts } from './ui-text.ts';

const GROUPS = [
  'default',
  'password',
  'oidc',
  'profile',
  'link',
  'code',
  'totp',
  'lookup_secret',
  'webauthn',
  'passkey',
  'identifier_first',
  'captcha',
  'saml',
  'deviceauthn',
];

const UiNode = Type.Object(
  {
    type: Type.Unsafe<string>({ type: 'string', enum: ['text', 'input', 'img', 'a', 'script', 'div'] }),
    group: Type.Unsafe<string>({ type: 'string', enum: GROUPS, description: 'Mostly the method that it is for.' }),
    attributes: UiNodeAttributes,
    messages: UiTexts,
    meta: Type.Object({ label: Type.Optional(UiText) }, { $id: 'uiNodeMeta' }),
  },
  { $id: 'uiNode' },
);

/** A form: what to show, and where to send it. */
export const UiContainer = Type.Object(
  {
    action: Type.String({ description: 'Where to send it.' }),
    method: Type.String({ description: 'How to send it: POST, mostly.' }),
    nodes: Type.Array(UiNode, { $id: 'uiNodes' }),
    messages: Type.Optional(UiTexts),
  },
  { $id: 'uiContainer' },
);
