import { Type } from '@sinclair/typebox';

export const DeletedSessionsCount = Type.Object(
  { count: Type.Optional(Type.Integer({ format: 'int64', description: 'How many other sessions there are, also ended ones.' })) },
  { $id: 'deleteMySessionsCount' },
);
