import { Type } from '@sinclair/typebox';
import { SessionShape } from '../sessions/schema.ts';
import { GenericError } from '../shapes.ts';

export const SuccessfulNativeLogin = Type.Object(
  { session: SessionShape, session_token: Type.Optional(Type.String()) },
  { $id: 'successfulNativeLogin' },
);

export const DeletedSessionsCount = Type.Object(
  { count: Type.Optional(Type.Integer({ format: 'int64', description: 'How many other sessions there are, also ended ones.' })) },
  { $id: 'deleteMySessionsCount' },
);

/** The error of a session that has to show another factor. */
export const AalRequired = Type.Object({
  error: GenericError,
  redirect_browser_to: Type.Optional(Type.String({ description: 'Where a browser shows another factor.' })),
});
