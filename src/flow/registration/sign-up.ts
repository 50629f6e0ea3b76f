import { FormFault } from '../../form/form-fault.ts';
import type { PasswordHashing } from '../../hash/password-hashing.ts';
import { draftIdentity } from '../../identity/create.ts';
import type { NewIdentity } from '../../identity/new-identity.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import type { UpdateDependencies } from '../../identity/update.ts';
import { now } from '../../lib/clock.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import type { TakenMessage } from '../taken-message.ts';

export interface SignUpDependencies {
  readonly updates: UpdateDependencies;
  readonly hasher: PasswordHashing;
  readonly taken: TakenMessage;
}

/** Makes what creates the identity of somebody who signs up. A value that somebody else has is told on the form. */
export function createSignUp({ updates, hasher, taken }: SignUpDependencies): (identity: NewIdentity) => Promise<IdentityRow> {
  return async (input) => {
    const defaultSchemaId = updates.schemas.default.id;
    const draft = await draftIdentity(input, { ...updates, defaultSchemaId, importing: { now: now(updates.clock), hasher } });
    const write = writeOf(draft);
    const [outcome] = await updates.store.create([write]);
    if (outcome !== 'created') throw new FormFault([{ message: await taken(draft) }]);
    return write.row;
  };
}
