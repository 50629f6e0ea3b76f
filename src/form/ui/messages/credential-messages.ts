import type { Message } from '../message.ts';
import { error } from './make.ts';

// Messages of credentials, identifiers and accounts: one function each, with the id, text and context that clients know (test/data/messages.json).

export const credentialsInvalid = (): Message =>
  error(
    4000006,
    'The provided credentials are invalid, check for spelling mistakes in your password or username, email address, or phone number.',
  );
export const identifierTaken = (): Message =>
  error(4000007, 'An account with the same identifier (email, phone, username, ...) exists already.');
export const identifiersMissing = (): Message =>
  error(
    4000009,
    'Could not find any login identifiers. Did you forget to set them? This could also be caused by a server misconfiguration.',
  );
export const addressNotVerified = (): Message =>
  error(4000010, 'Account not active yet. Did you forget to verify your email address?');
export const identifierTakenByLink = (): Message =>
  error(
    4000027,
    'An account with the same identifier (email, phone, username, ...) exists already. Please sign in to your existing account to link your social profile.',
  );
export const passwordTooSimilar = (): Message =>
  error(4000031, 'The password can not be used because it is too similar to the identifier.');
export const noCodeUser = (): Message => error(4000035, 'This account does not exist or has not setup sign in with code.');
export const traitsMismatch = (): Message =>
  error(4000036, 'The provided traits do not match the traits previously associated with this flow.');
export const accountNotFound = (): Message => error(4000037, 'This account does not exist or has no login method configured.');
export const passwordUnchanged = (): Message => error(4000039, 'The new password must be different from the old password.');
export const passwordRefused = (reason: string): Message =>
  error(4000005, `The password can not be used because ${reason}.`, { reason });
export const passwordTooShort = (least: number, actual: number): Message =>
  error(4000032, `The password must be at least ${least} characters long, but got ${actual}.`, {
    actual_length: actual,
    min_length: least,
  });
export const passwordTooLong = (most: number, actual: number): Message =>
  error(4000033, `The password must be at most ${most} characters long, but got ${actual}.`, {
    actual_length: actual,
    max_length: most,
  });
export const passwordBreached = (breaches: number): Message =>
  error(4000034, 'The password has been found in data breaches and must no longer be used.', { breaches });
