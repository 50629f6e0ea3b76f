import { identityBodies } from '../../api/identities/schema.ts';
import type { AdminClient } from '../../client/admin-client.ts';
import { faultOf } from '../../client/answer-fault.ts';
import { createCredentialKinds } from '../../credential/kinds.ts';
import { ApiError } from '../../error/api-error.ts';
import { checkImportedHash } from '../../hash/check-imported-hash.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { decode } from '../../json/decode.ts';
import { JsonFault } from '../../json/fault.ts';
import { printTree } from '../../json/tree.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import { schemaOfServer } from '../schema/load-from.ts';
import { type Problem, problemsOf } from '../schema/problems-of.ts';
import type { SourcedIdentity } from './sources.ts';

/** Looks at identities as a server would that is told to create them, but for what only its database knows. */
export function createIdentityCheck(client: AdminClient): (identity: SourcedIdentity) => Promise<readonly Problem[]> {
  const { create } = identityBodies(createCredentialKinds({ checkImportedHash, normaliseIdentifier }));
  const schemas = new Map<string, Promise<IdentitySchema>>();

  async function load(id: string): Promise<IdentitySchema> {
    const path = `/schemas/${encodeURIComponent(id)}`;
    const answer = await client.send({ method: 'GET', path });
    if (answer.status !== 200) throw faultOf(answer);
    return schemaOfServer(id, client.endpoint + path, answer.body);
  }

  function schemaOf(id: string): Promise<IdentitySchema> {
    const known = schemas.get(id) ?? load(id);
    schemas.set(id, known);
    return known;
  }

  return async ({ body }) => {
    try {
      const { schema_id: schemaId, traits } = decode(create, printTree(body), { unknown: 'refuse', trailing: 'refuse' });
      if (!schemaId) return [{ pointer: '/schema_id', message: 'Expected key "schema_id" to be defined in identity file' }];
      (await schemaOf(schemaId)).validate((traits ?? '{}') as Parameters<IdentitySchema['validate']>[0]);
      return [];
    } catch (error) {
      if (error instanceof JsonFault) return [{ pointer: error.pointer, message: error.message }];
      if (error instanceof ApiError) return problemsOf(error);
      throw error;
    }
  };
}
