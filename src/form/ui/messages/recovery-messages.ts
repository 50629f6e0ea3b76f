import { type Timestamp, wireTime } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';
import { error, expired, info, minutesBetween, success, timeMembers } from './make.ts';

// Messages of recovery forms: one function each, with the id, text and context that clients know (test/data/messages.json).

export const recoveryLinkSent = (): Message =>
  info(
    1060002,
    'An email containing a recovery link has been sent to the email address you provided. If you have not received an email, check the spelling of the address and make sure to use the address you registered with.',
  );
export const recoveryCodeSent = (): Message =>
  info(
    1060003,
    'An email containing a recovery code has been sent to the email address you provided. If you have not received an email, check the spelling of the address and make sure to use the address you registered with.',
  );
export const askForFullAddress = (): Message =>
  info(1060005, 'Recover access to your account by providing your recovery address in full.');
export const askToChooseAddress = (): Message => info(1060006, 'How do you want to recover your account?');
/** The label of an address to choose, as much of it as is shown. */
export const maskedAddressLabel = (maskedAddress: string): Message => info(1070000, maskedAddress);
export const recoveryBack = (): Message => info(1060007, 'Back');
export const recoveryMethodMissing = (): Message =>
  error(4010005, 'Could not find a strategy to recover your account with. Did you fill out the form correctly?');
export const recoveryAlreadyDone = (): Message =>
  error(4060001, 'The request was already completed successfully and can not be retried.');
export const recoveryFailed = (): Message => error(4060002, 'The recovery flow reached a failure state and must be retried.');
export const recoveryTokenInvalid = (): Message =>
  error(4060004, 'The recovery token is invalid or has already been used. Please retry the flow.');
export const recoveryCodeInvalid = (): Message =>
  error(4060006, 'The recovery code is invalid or has already been used. Please try again.');
export const recoveryMessageSent = (maskedAddress: string): Message =>
  info(
    1060004,
    `A recovery code has been sent to ${maskedAddress}. If you have not received it, check the spelling of the address and make sure to use the address you registered with.`,
    { masked_address: maskedAddress },
  );
/** @param until the end of the time in which credentials may be changed without signing in again */
export const recovered = (until: Timestamp, now: Timestamp): Message =>
  success(
    1060001,
    `You successfully recovered your account. Please change your password or set up an alternative login method (e.g. social sign in) within the next ${minutesBetween(now, until)} minutes.`,
    // The first key is an older twin of the second.
    { privilegedSessionExpiresAt: wireTime(until), ...timeMembers('privileged_session_expires_at', until) },
  );
export const recoveryExpired = (expiredAt: Timestamp, now: Timestamp): Message => expired(4060005, 'recovery', expiredAt, now);
