import { type BuiltinMessage, builtinMessage, codeForBrowsers, VALIDITY } from './message-layout.ts';

const NOT_YOU = 'If you did not ask for it, you can ignore this message. Do not give the code to anybody.';

function sms(sentence: string, code: string): string {
  return `${sentence} {{ ${code} }}. It is valid for ${VALIDITY}.${codeForBrowsers(code)}`;
}

export const recoveryCodeValid: BuiltinMessage = builtinMessage({
  subject: 'Your recovery code is {{ .RecoveryCode }}',
  heading: 'Recover your account',
  opening: ['Enter this code to get back into your account:'],
  code: '{{ .RecoveryCode }}',
  closing: [`The code is valid for ${VALIDITY}.`, NOT_YOU],
  sms: sms('Your recovery code is', '.RecoveryCode'),
});

export const verificationCodeValid: BuiltinMessage = builtinMessage({
  subject: 'Confirm your address',
  heading: 'Confirm your address',
  opening: ['Enter this code to confirm that this address is yours:'],
  code: '{{ .VerificationCode }}',
  link: { url: '{{ .VerificationURL }}', label: 'Confirm address' },
  closing: [`Code and link are valid for ${VALIDITY}.`, NOT_YOU],
  sms: sms('Your verification code is', '.VerificationCode'),
});

export const loginCodeValid: BuiltinMessage = builtinMessage({
  subject: 'Your login code is {{ .LoginCode }}',
  heading: 'Sign in',
  opening: ['Enter this code to sign in:'],
  code: '{{ .LoginCode }}',
  closing: [`The code is valid for ${VALIDITY}.`, NOT_YOU],
  sms: sms('Your login code is', '.LoginCode'),
});

export const registrationCodeValid: BuiltinMessage = builtinMessage({
  subject: 'Your registration code is {{ .RegistrationCode }}',
  heading: 'Finish your registration',
  opening: ['Enter this code to finish your registration:'],
  code: '{{ .RegistrationCode }}',
  closing: [`The code is valid for ${VALIDITY}.`, NOT_YOU],
  sms: sms('Your registration code is', '.RegistrationCode'),
});
