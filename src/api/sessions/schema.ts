import { Type } from '@sinclair/typebox';
import { asksFor } from '../asks-for.ts';
import { CredentialTypeName, IdentityShape } from '../identities/schema.ts';
import { nullable, Time, Uuid } from '../shapes.ts';

export const AssuranceLevel = Type.Unsafe<string>({ type: 'string', enum: ['aal0', 'aal1', 'aal2', 'aal3'] });

const SessionDevice = Type.Object(
  {
    id: Uuid,
    ip_address: Type.Optional(nullable(Type.String())),
    user_agent: Type.Optional(nullable(Type.String())),
    location: Type.Optional(nullable(Type.String())),
  },
  { $id: 'sessionDevice' },
);

const AuthenticationMethod = Type.Object(
  {
    method: Type.Optional(CredentialTypeName),
    aal: Type.Optional(AssuranceLevel),
    completed_at: Type.Optional(Time),
    organization: Type.Optional(Type.String()),
    provider: Type.Optional(Type.String()),
    upstream_acr: Type.Optional(Type.String()),
    upstream_amr: Type.Optional(Type.Array(Type.String())),
  },
  { $id: 'sessionAuthenticationMethod' },
);

export const SessionShape = Type.Object(
  {
    id: Uuid,
    active: Type.Optional(Type.Boolean()),
    expires_at: Type.Optional(Time),
    authenticated_at: Type.Optional(Time),
    authenticator_assurance_level: Type.Optional(AssuranceLevel),
    authentication_methods: Type.Optional(nullable(Type.Array(AuthenticationMethod, { $id: 'sessionAuthenticationMethods' }))),
    issued_at: Type.Optional(Time),
    identity: Type.Optional(nullable(IdentityShape)),
    devices: Type.Optional(nullable(Type.Array(SessionDevice))),
    tokenized: Type.Optional(Type.String()),
  },
  { $id: 'session' },
);

export const ManageSessionsBody = Type.Object(
  {
    action: Type.Optional(Type.String({ enum: ['disable', 'delete'] })),
    identities: Type.Optional(Type.Array(Type.String(), { description: 'Up to 500 ids of identities, or ["*"] for all.' })),
    sessions: Type.Optional(Type.Array(Type.String(), { description: 'Up to 500 ids of sessions.' })),
  },
  { $id: 'manageSessionsBody', ...asksFor('action') },
);

export const ManageSessionsAnswer = Type.Object(
  {
    processed: Type.Optional(Type.Integer({ format: 'int64' })),
    more: Type.Optional(Type.Boolean({ description: 'Whether there are more; send the request again.' })),
  },
  { $id: 'manageSessionsResponse' },
);
