import { ApiError } from '../error/api-error.ts';
import { TraitsInvalid } from '../schema/traits-invalid.ts';
import { type FormEntry, FormFault } from './form-fault.ts';
import { identityDisabled } from './ui/messages/login-messages.ts';
import { refused } from './ui/messages/validation-messages.ts';
import { type ViolationOptions, violationEntries } from './ui/violation-messages.ts';

/**
 * What an error that came up while a submission was worked on says on its form; undefined for one that ends the submission and is
 * answered as an error.
 */
export function formEntriesOf(error: unknown, options?: ViolationOptions): readonly FormEntry[] | undefined {
  if (error instanceof FormFault) return error.entries;
  if (error instanceof TraitsInvalid) return violationEntries(error.violation, options);
  if (!(error instanceof ApiError)) return undefined;
  if (error.id === 'identity_disabled') return [{ message: identityDisabled() }];
  return error.status === 400 ? [{ message: refused(error.reason ?? '') }] : undefined;
}
