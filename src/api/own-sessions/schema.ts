import { Type } from '@sinclair/typebox';
import { SessionShape } from '../sessions/schema.ts';

export const SuccessfulNativeLogin = Type.Object(
  { session: SessionShape, session_token: Type.Optional(Type.String()) },
  { $id: 'successfulNativeLogin' },
);

export const DeletedSessionsCount = Type.Object(
  { count: Type.Optional(Type.Integer({ format: 'int64', description: 'How many other sessions there are, also ended ones.' })) },
  { $id: 'deleteMySessionsCount' },
);
