import type { Timestamp } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';
import { error, expired, info } from './make.ts';

// Messages of registration forms: one function each, with the id, text and context that clients know (test/data/messages.json).

export const signUp = (): Message => info(1040001, 'Sign up');
export const registrationContinue = (): Message => info(1040003, 'Continue');
export const registrationCodeSent = (): Message =>
  info(
    1040005,
    'A code has been sent to the address(es) you provided. If you have not received a message, check the spelling of the address and retry the registration.',
  );
export const sendRegistrationCode = (): Message => info(1040006, 'Send sign up code');
export const registrationBack = (): Message => info(1040008, 'Back');
export const chooseCredentials = (): Message => info(1040009, 'Please choose a credential to authenticate yourself with.');
export const registrationMethodMissing = (): Message =>
  error(4010003, 'Could not find a strategy to sign you up with. Did you fill out the form correctly?');
export const registrationCodeInvalid = (): Message =>
  error(4040003, 'The registration code is invalid or has already been used. Please try again.');
export const registrationExpired = (expiredAt: Timestamp, now: Timestamp): Message =>
  expired(4040001, 'registration', expiredAt, now);
