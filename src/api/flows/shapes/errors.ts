import { type TSchema, Type } from '@sinclair/typebox';
import { ErrorGeneric, GenericError, Time, Uuid } from '../../shapes.ts';

const Elsewhere = Type.Optional(Type.String({ description: 'Where the browser goes.' }));

/** The session has to show another factor. */
export const AalNotSatisfied = Type.Object(
  { error: GenericError, redirect_browser_to: Elsewhere },
  { $id: 'errorAuthenticatorAssuranceLevelNotSatisfied' },
);

/** Nobody is signed in. */
export const SessionMissing = Type.Object({
  error: GenericError,
  CredentialsMissing: Type.Optional(Type.Boolean({ description: 'Always false.' })),
});

/** Only somebody who signed in a short while ago may do it. */
export const NeedsPrivilegedSession = Type.Object(
  { error: GenericError, redirect_browser_to: Elsewhere },
  { $id: 'needsPrivilegedSessionError' },
);

/** The flow goes on at another page, which a program cannot follow. */
export const LocationChangeRequired = Type.Object(
  { error: Type.Optional(GenericError), redirect_browser_to: Elsewhere },
  { $id: 'errorBrowserLocationChangeRequired' },
);

/** The flow is over; another one may have taken its place. */
export const FlowExpired = Type.Object(
  {
    error: GenericError,
    expired_at: Type.Optional(Time),
    since: Type.Optional(Type.Integer({ format: 'int64', description: 'Nanoseconds since then.' })),
    use_flow_id: Type.Optional(Uuid),
  },
  { $id: 'selfServiceFlowExpiredError' },
);

/** A flow whose form says what is wrong, or an error where the form cannot say it. */
export const orError = <S extends TSchema>(flow: S) => Type.Union([flow, ErrorGeneric]);
