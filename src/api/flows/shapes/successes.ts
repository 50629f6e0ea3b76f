import { Type } from '@sinclair/typebox';
import { IdentityShape } from '../../identities/schema.ts';
import { SessionShape } from '../../sessions/schema.ts';
import { ContinueWithOrNull } from './continue-with.ts';

const Token = Type.Optional(Type.String({ description: 'The session token, of native applications.' }));

/** Somebody signed in. */
export const SuccessfulNativeLogin = Type.Object(
  { session: SessionShape, session_token: Token, continue_with: Type.Optional(ContinueWithOrNull) },
  { $id: 'successfulNativeLogin' },
);

/** Somebody signed up. */
export const SuccessfulNativeRegistration = Type.Object(
  {
    identity: IdentityShape,
    session: Type.Optional(SessionShape),
    session_token: Token,
    continue_with: Type.Optional(ContinueWithOrNull),
  },
  { $id: 'successfulNativeRegistration' },
);
