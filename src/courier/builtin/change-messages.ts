import { type BuiltinMessage, builtinMessage } from './message-layout.ts';

export const verifiableAddressChanged: BuiltinMessage = builtinMessage({
  subject: 'An address of your account was changed',
  heading: 'An address of your account was changed',
  opening: ['An address of the account {{ .Identity.id }} was changed at {{ .ChangedAt }}.'],
  closing: [
    'If that was you, there is nothing to do.',
    'If it was not you, recover your account at once and change your password.',
  ],
  sms: 'An address of your account {{ .Identity.id }} was changed at {{ .ChangedAt }}. If it was not you, recover your account at once.',
});

export const authenticatorKeyAdded: BuiltinMessage = builtinMessage({
  subject: 'A key was added to your account',
  heading: 'A key was added to your account',
  opening: ['A new key to sign in with was added to the account {{ .Identity.id }} at {{ .AddedAt }}.'],
  closing: ['If that was you, there is nothing to do.', 'If it was not you, recover your account at once and remove the key.'],
  sms: 'A new key to sign in with was added to your account {{ .Identity.id }} at {{ .AddedAt }}. If it was not you, recover your account at once.',
});
