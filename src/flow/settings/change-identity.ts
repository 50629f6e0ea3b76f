import { ApiError } from '../../error/api-error.ts';
import { FormFault } from '../../form/form-fault.ts';
import { derive } from '../../identity/derive.ts';
import type { Identity } from '../../identity/identity.ts';
import { changesProtectedFields } from '../../identity/protected-fields.ts';
import { changeStored } from '../../identity/update.ts';
import type { SettingsOutcome } from '../../method/method.ts';
import type { SettingsEngine } from './settings-engine.ts';

export type SettingsChange = Extract<SettingsOutcome, { readonly kind: 'change' }>;

export interface ChangedIdentity {
  readonly before: Identity;
  readonly after: Identity;
}

/**
 * Stores a change of an identity. Of changes at the same time none is lost: they are made one on top of the other.
 * @param isFresh whether the session may change what somebody could be locked out with
 * @throws FormFault when a value is somebody else's; ApiError `session_refresh_required`, and those of the change and of `derive`
 */
export async function changeIdentity(
  id: string,
  { change }: SettingsChange,
  isFresh: boolean,
  { updates, taken }: SettingsEngine,
): Promise<ChangedIdentity> {
  let before: Identity | undefined;
  let wanted: Identity | undefined;
  try {
    const after = await changeStored(
      id,
      async (current, at) => {
        before = current;
        const next = derive(await change(current, at), current, at, updates);
        if (!isFresh && changesProtectedFields(current, next)) throw new ApiError('session_refresh_required');
        wanted = next;
        return next;
      },
      updates,
    );
    return { before: before ?? after, after };
  } catch (error) {
    const isTaken = error instanceof ApiError && error.code === 'identity_taken';
    if (isTaken && wanted) throw new FormFault([{ message: await taken(wanted) }]);
    throw error;
  }
}
