import type { Message } from './message.ts';
import type {
  AnchorNode,
  DivNode,
  Group,
  ImageNode,
  InputAttributes,
  InputNode,
  InputType,
  ScriptNode,
  TextNode,
} from './node.ts';

type Optional = Omit<InputAttributes, 'name' | 'type' | 'value' | 'disabled' | 'node_type'>;

export interface InputOptions extends Partial<Optional> {
  readonly name: string;
  readonly type: InputType;
  readonly group: Group;
  /** Nothing, or null, leaves the attribute out. */
  readonly value?: unknown;
  readonly disabled?: boolean;
  readonly title?: Message | undefined;
}

const metaOf = (label: Message | undefined) => (label ? { label } : {});

/** An input. `title` becomes `meta.label`; the other options are attributes, left out where they are not given. */
export function inputNode({ name, type, group, value, disabled = false, title, ...optional }: InputOptions): InputNode {
  const { required, autocomplete, label, pattern, ...rest } = optional;
  return {
    type: 'input',
    group,
    attributes: {
      name,
      type,
      ...(value !== undefined && value !== null && { value }),
      ...(required && { required }),
      ...(autocomplete && { autocomplete }),
      ...(label && { label }),
      ...(pattern !== undefined && { pattern }),
      disabled,
      ...rest,
      node_type: 'input',
    },
    messages: [],
    meta: metaOf(title),
  };
}

/** The token against forged requests. @param token empty for native flows */
export function csrfNode(token: string): InputNode {
  return inputNode({ name: 'csrf_token', type: 'hidden', group: 'default', value: token, required: true });
}

/** A button that submits the form with `name=value`. */
export function submitNode(group: Group, name: string, value: unknown, title?: Message): InputNode {
  return inputNode({ name, type: 'submit', group, value, title });
}

/** A value that goes along with the form unseen. */
export function hiddenNode(group: Group, name: string, value: unknown): InputNode {
  return inputNode({ name, type: 'hidden', group, value });
}

export function textNode(group: Group, id: string, text: Message, label?: Message): TextNode {
  return { type: 'text', group, attributes: { text, id, node_type: 'text' }, messages: [], meta: metaOf(label) };
}

export interface ImageOptions {
  readonly id: string;
  readonly src: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export function imageNode(group: Group, { src, id, width, height }: ImageOptions, label?: Message): ImageNode {
  return { type: 'img', group, attributes: { src, id, width, height, node_type: 'img' }, messages: [], meta: metaOf(label) };
}

export function anchorNode(group: Group, id: string, href: string, title: Message): AnchorNode {
  return { type: 'a', group, attributes: { href, title, id, node_type: 'a' }, messages: [], meta: {} };
}

export interface ScriptOptions {
  readonly id: string;
  readonly src: string;
  /** `sha512-…` of the script. */
  readonly integrity: string;
  /** Different for each form. */
  readonly nonce: string;
}

export function scriptNode(group: Group, { src, integrity, id, nonce }: ScriptOptions): ScriptNode {
  return {
    type: 'script',
    group,
    attributes: {
      src,
      async: true,
      referrerpolicy: 'no-referrer',
      crossorigin: 'anonymous',
      integrity,
      type: 'text/javascript',
      id,
      nonce,
      node_type: 'script',
    },
    messages: [],
    meta: {},
  };
}

export function divNode(
  group: Group,
  id: string,
  more: { class?: string; data?: Readonly<Record<string, string>> } = {},
): DivNode {
  return { type: 'div', group, attributes: { ...more, id, node_type: 'div' }, messages: [], meta: {} };
}
