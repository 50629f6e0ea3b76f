import type { Message } from '../message.ts';
import { info } from './make.ts';

// Messages of the labels of nodes: one function each, with the id, text and context that clients know (test/data/messages.json).

export const passwordLabel = (): Message => info(1070001, 'Password');
export const saveLabel = (): Message => info(1070003, 'Save');
export const identifierLabelPlain = (): Message => info(1070004, 'ID');
export const verifyCodeLabel = (): Message => info(1070006, 'Verify code');
export const emailLabel = (): Message => info(1070007, 'Email');
export const resendCodeLabel = (): Message => info(1070008, 'Resend code');
export const continueLabel = (): Message => info(1070009, 'Continue');
export const recoveryCodeLabel = (): Message => info(1070010, 'Recovery code');
export const verificationCodeLabel = (): Message => info(1070011, 'Verification code');
export const registrationCodeLabel = (): Message => info(1070012, 'Registration code');
export const loginCodeLabel = (): Message => info(1070013, 'Login code');
export const recoveryAddressLabel = (): Message => info(1070016, 'Recovery address');
export const phoneLabel = (): Message => info(1070017, 'Phone number');
export const emailOrPhoneLabel = (): Message => info(1070018, 'Email or phone number');
/** The label of a trait, or one that a method chooses. @param name of the node that it belongs to */
export const titleLabel = (title: string, name: string): Message => info(1070002, title, { name, title });
