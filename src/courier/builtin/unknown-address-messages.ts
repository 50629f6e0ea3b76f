import { type BuiltinMessage, builtinMessage } from './message-layout.ts';

const ELSEWHERE = 'If that was you, try again with the address that you signed up with.';
const NOT_YOU = 'If it was not you, you can ignore this message: nothing has changed.';

export const recoveryInvalid: BuiltinMessage = builtinMessage({
  subject: 'No account to recover',
  heading: 'There is no account with this address',
  opening: [
    'Somebody, perhaps you, asked to recover an account with the address {{ .To }}. There is no account with this address.',
  ],
  closing: [ELSEWHERE, NOT_YOU],
});

export const verificationInvalid: BuiltinMessage = builtinMessage({
  subject: 'No account with this address',
  heading: 'There is no account with this address',
  opening: ['Somebody, perhaps you, asked to confirm the address {{ .To }}. There is no account with this address.'],
  closing: [ELSEWHERE, NOT_YOU],
});
