import { type BuiltinMessage, builtinMessage, VALIDITY } from './message-layout.ts';

const NOT_YOU = 'If you did not ask for it, you can ignore this message. Do not give the link to anybody.';

export const recoveryValid: BuiltinMessage = builtinMessage({
  subject: 'Recover access to your account',
  heading: 'Recover your account',
  opening: ['Open this link to get back into your account:'],
  link: { url: '{{ .RecoveryURL }}', label: 'Recover account' },
  closing: [`The link is valid for ${VALIDITY}.`, NOT_YOU],
});

export const verificationValid: BuiltinMessage = builtinMessage({
  subject: 'Confirm your address',
  heading: 'Confirm your address',
  opening: ['Open this link to confirm that this address is yours:'],
  link: { url: '{{ .VerificationURL }}', label: 'Confirm address' },
  closing: [`The link is valid for ${VALIDITY}.`, NOT_YOU],
});
