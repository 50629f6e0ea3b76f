import type { Timestamp } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';
import { error, expired, info, success } from './make.ts';

// Messages of verification forms: one function each, with the id, text and context that clients know (test/data/messages.json).

export const verificationLinkSent = (): Message =>
  info(
    1080001,
    'An email containing a verification link has been sent to the email address you provided. If you have not received an email, check the spelling of the address and make sure to use the address you registered with.',
  );
export const emailVerified = (): Message => success(1080002, 'You successfully verified your email address.');
export const verificationCodeSent = (): Message =>
  info(
    1080003,
    'An email containing a verification code has been sent to the email address you provided. If you have not received an email, check the spelling of the address and make sure to use the address you registered with.',
  );
export const verificationCodeSentToPhone = (): Message =>
  info(
    1080004,
    'A text message containing a verification code has been sent to the phone number you provided. If you have not received a text message, check the spelling of the number and make sure to use the number you registered with.',
  );
export const phoneVerified = (): Message => success(1080005, 'You successfully verified your phone number.');
export const verificationMethodMissing = (): Message =>
  error(4010006, 'Could not find a strategy to verify your account with. Did you fill out the form correctly?');
export const verificationTokenInvalid = (): Message =>
  error(4070001, 'The verification token is invalid or has already been used. Please retry the flow.');
export const verificationAlreadyDone = (): Message =>
  error(4070002, 'The request was already completed successfully and can not be retried.');
export const verificationFailed = (): Message =>
  error(4070003, 'The verification flow reached a failure state and must be retried.');
export const verificationCodeInvalid = (): Message =>
  error(4070006, 'The verification code is invalid or has already been used. Please try again.');
export const verificationExpired = (expiredAt: Timestamp, now: Timestamp): Message =>
  expired(4070005, 'verification', expiredAt, now);
