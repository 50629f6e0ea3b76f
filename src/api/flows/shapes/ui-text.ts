import { Type } from '@sinclair/typebox';

/** A message to the user. */
export const UiText = Type.Object(
  {
    id: Type.Integer({ format: 'int64', description: 'Stable number of the message.' }),
    text: Type.String({ description: 'In English; translations go by the id.' }),
    type: Type.Unsafe<string>({ type: 'string', enum: ['info', 'error', 'success'] }),
    context: Type.Optional(Type.Object({}, { additionalProperties: true, description: 'What the text was filled with.' })),
  },
  { $id: 'uiText' },
);

export const UiTexts = Type.Array(UiText, { $id: 'uiTexts' });
