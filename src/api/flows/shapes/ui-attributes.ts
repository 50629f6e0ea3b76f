import { Type } from '@sinclair/typebox';
import { oneOfBy } from './one-of.ts';
import { UiInputAttributes } from './ui-input.ts';
import { UiText } from './ui-text.ts';

const Text = Type.Object({ node_type: Type.Literal('text'), id: Type.String(), text: UiText }, { $id: 'uiNodeTextAttributes' });

const Image = Type.Object(
  {
    node_type: Type.Literal('img'),
    id: Type.String(),
    src: Type.String(),
    width: Type.Integer({ format: 'int64' }),
    height: Type.Integer({ format: 'int64' }),
  },
  { $id: 'uiNodeImageAttributes' },
);

const Anchor = Type.Object(
  { node_type: Type.Literal('a'), id: Type.String(), href: Type.String(), title: UiText },
  { $id: 'uiNodeAnchorAttributes' },
);

const Script = Type.Object(
  {
    node_type: Type.Literal('script'),
    id: Type.String(),
    src: Type.String(),
    async: Type.Boolean(),
    referrerpolicy: Type.String(),
    crossorigin: Type.String(),
    integrity: Type.String(),
    type: Type.String(),
    nonce: Type.String(),
  },
  { $id: 'uiNodeScriptAttributes' },
);

const Division = Type.Object(
  {
    node_type: Type.Literal('div'),
    id: Type.String(),
    class: Type.Optional(Type.String()),
    data: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { $id: 'uiNodeDivisionAttributes' },
);

/** What a node of a form is like, by its kind. */
export const UiNodeAttributes = oneOfBy('uiNodeAttributes', 'node_type', {
  input: UiInputAttributes,
  text: Text,
  img: Image,
  a: Anchor,
  script: Script,
  div: Division,
});
