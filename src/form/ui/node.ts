import type { Message } from './message.ts';

/** The part of a form that a node belongs to: mostly the method that it is for. */
export type Group =
  | 'default'
  | 'password'
  | 'oidc'
  | 'profile'
  | 'link'
  | 'code'
  | 'totp'
  | 'lookup_secret'
  | 'webauthn'
  | 'passkey'
  | 'identifier_first'
  | 'captcha'
  | 'saml'
  | 'deviceauthn';

export type InputType =
  | 'text'
  | 'password'
  | 'number'
  | 'checkbox'
  | 'hidden'
  | 'email'
  | 'tel'
  | 'submit'
  | 'button'
  | 'datetime-local'
  | 'date'
  | 'url';

export type Autocomplete =
  | 'email'
  | 'tel'
  | 'url'
  | 'current-password'
  | 'new-password'
  | 'one-time-code'
  | 'username'
  | 'username webauthn';

export interface InputAttributes {
  readonly name: string;
  type: InputType;
  /** Absent when there is none. A number that a double cannot hold is the `JSON.rawJSON` of its digits. */
  value?: unknown;
  required?: true;
  autocomplete?: Autocomplete;
  label?: Message;
  pattern?: string;
  disabled: boolean;
  onclick?: string;
  onclickTrigger?: string;
  onload?: string;
  onloadTrigger?: string;
  maxlength?: number;
  options?: readonly { readonly value: unknown }[];
  readonly node_type: 'input';
}

export interface TextAttributes {
  readonly text: Message;
  readonly id: string;
  readonly node_type: 'text';
}

export interface ImageAttributes {
  readonly src: string;
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly node_type: 'img';
}

export interface AnchorAttributes {
  readonly href: string;
  readonly title: Message;
  readonly id: string;
  readonly node_type: 'a';
}

export interface ScriptAttributes {
  readonly src: string;
  readonly async: boolean;
  readonly referrerpolicy: string;
  readonly crossorigin: string;
  readonly integrity: string;
  readonly type: string;
  readonly id: string;
  readonly nonce: string;
  readonly node_type: 'script';
}

export interface DivAttributes {
  readonly class?: string;
  readonly id: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly node_type: 'div';
}

interface Node<Type extends string, Attributes> {
  readonly type: Type;
  group: Group;
  attributes: Attributes;
  messages: Message[];
  meta: { label?: Message };
}

export type InputNode = Node<'input', InputAttributes>;
export type TextNode = Node<'text', TextAttributes>;
export type ImageNode = Node<'img', ImageAttributes>;
export type AnchorNode = Node<'a', AnchorAttributes>;
export type ScriptNode = Node<'script', ScriptAttributes>;
export type DivNode = Node<'div', DivAttributes>;

export type UiNode = InputNode | TextNode | ImageNode | AnchorNode | ScriptNode | DivNode;

/** A form as clients get it and as flows are stored. The one of a flow in memory is changed in place, then stored. */
export interface Ui {
  action: string;
  method: 'POST' | 'GET';
  nodes: UiNode[];
  /** Absent when there are none. */
  messages?: Message[];
}
