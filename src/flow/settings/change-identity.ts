import { ApiError } from '../../error/api-error.ts';
import { FormFault } from '../../form/form-fault.ts';
import { identifierTaken } from '../../form/ui/messages/credential-messages.ts';
import { derive } from '../../identity/derive.ts';
import { changesProtectedFields } from '../../identity/protected-fields.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import { changeStored } from '../../identity/update.ts';
import type { SettingsOutcome } from '../../method/method.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import type { SettingsEngine } from './settings-engine.ts';

export type SettingsChange = Extract<SettingsOutcome, { readonly kind: 'change' }>;

/**
 * Stores a change of an identity. Of changes at the same time none is lost: they are made one on top of the other.
 * @param isFresh whether the session may change what somebody could be locked out with
 * @throws FormFault when a value is somebody else's; ApiError `session_refresh_required`, and those of the change and of `derive`
 */
export async function changeIdentity(
  id: string,
  { change }: SettingsChange,
  isFresh: boolean,
  { updates }: SettingsEngine,
): Promise<IdentityRow> {
  try {
    const changed = await changeStored(
      id,
      async (current, at) => {
        const next = derive(await change(current, at), current, at, updates);
        if (!isFresh && changesProtectedFields(current, next)) throw new ApiError('session_refresh_required');
        return next;
      },
      updates,
    );
    return writeOf(changed).row;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'identity_taken') throw new FormFault([{ message: identifierTaken() }]);
    throw error;
  }
}
