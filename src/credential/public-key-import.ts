import { type Static, Type } from '@sinclair/typebox';
import { ByteMember } from './byte-member.ts';

/** A public key credential in a request. */
const PublicKeyImport = Type.Object({
  id: Type.Optional(ByteMember),
  public_key: Type.Optional(ByteMember),
  attestation_type: Type.Optional(Type.String()),
  display_name: Type.Optional(Type.String()),
  added_at: Type.Optional(Type.String({ format: 'date-time' })),
  is_passwordless: Type.Optional(Type.Boolean({ description: 'A first factor when true, a second one when false.' })),
  authenticator: Type.Optional(
    Type.Object({
      aaguid: Type.Optional(ByteMember),
      sign_count: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
      clone_warning: Type.Optional(Type.Boolean()),
    }),
  ),
  flags: Type.Optional(
    Type.Object({
      user_present: Type.Optional(Type.Boolean()),
      user_verified: Type.Optional(Type.Boolean()),
      backup_eligible: Type.Optional(Type.Boolean()),
      backup_state: Type.Optional(Type.Boolean()),
    }),
  ),
  transport: Type.Optional(Type.Array(Type.String())),
  attestation: Type.Optional(
    Type.Object({
      client_dataJSON: Type.Optional(ByteMember),
      client_data_hash: Type.Optional(ByteMember),
      authenticator_data: Type.Optional(ByteMember),
      public_key_algorithm: Type.Optional(Type.Integer({ description: 'COSE algorithm, such as -7 for ES256.' })),
      object: Type.Optional(ByteMember),
    }),
  ),
});

/** `credentials.{webauthn,passkey}.config` in a request (contract 7.7). */
export const PublicKeysImport = Type.Object({
  credentials: Type.Optional(Type.Array(PublicKeyImport)),
  user_handle: Type.Optional(ByteMember),
});

export type PublicKeysImport = Static<typeof PublicKeysImport>;
