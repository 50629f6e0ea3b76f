import type { Timestamp } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';
import { error, expired, info } from './make.ts';

// Messages of login forms: one function each, with the id, text and context that clients know (test/data/messages.json).

export const signIn = (): Message => info(1010001, 'Sign in');
export const confirmAction = (): Message => info(1010003, 'Please confirm this action by verifying that it is you.');
export const secondFactorNeeded = (): Message => info(1010004, 'Please complete the second authentication challenge.');
export const loginContinue = (): Message => info(1010013, 'Continue');
export const loginCodeSent = (): Message =>
  info(
    1010014,
    "A code was sent to the address you provided. If you didn't receive it, please check the spelling of the address and try again.",
  );
export const sendLoginCode = (): Message => info(1010015, 'Send sign in code');
export const signInWithPassword = (): Message => info(1010022, 'Sign in with password');
export const loginCodeSentToOwnAddress = (): Message =>
  info(1010025, "A code was sent to your address. If you didn't receive it, please try again.");
export const loginMethodMissing = (): Message =>
  error(4010002, 'Could not find a strategy to log you in with. Did you fill out the form correctly?');
export const loginCodeInvalid = (): Message =>
  error(4010008, 'The login code is invalid or has already been used. Please try again.');
export const linkedCredentialsMismatch = (): Message => error(4010009, 'Linked credentials do not match.');
export const loginAddressUnknown = (): Message =>
  error(4010010, 'The address you entered does not match any known addresses in the current account.');
export const identityDisabled = (): Message =>
  error(4010011, 'This account has been disabled. Please contact support for assistance.');
export const sendCodeTo = (address: string, channel: string): Message =>
  info(1010023, `Send code to ${address}`, { address, channel });
export const loginExpired = (expiredAt: Timestamp, now: Timestamp): Message => expired(4010001, 'login', expiredAt, now);
