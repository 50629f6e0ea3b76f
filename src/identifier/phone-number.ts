import { ParseError, parsePhoneNumberFromString, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { NormalisationFault } from './normalisation-fault.ts';

/** The longest text that is looked at as a phone number. */
const MAX_LENGTH = 250;
const DIGITS_FIRST = /^\+(?:[^\p{L}\p{Nd}]*\p{Nd}){3}/u;
const THREE_LETTERS = /(?:[^a-z]*[a-z]){3}/;
const TRAILING = /[^\p{N}\p{L}#]+$/u;
const KEYPAD: Readonly<Record<string, string>> = {
  ...keys('abc', '2'),
  ...keys('def', '3'),
  ...keys('ghi', '4'),
  ...keys('jkl', '5'),
  ...keys('mno', '6'),
  ...keys('pqrs', '7'),
  ...keys('tuv', '8'),
  ...keys('wxyz', '9'),
};

const PROBLEMS: Readonly<Record<string, string>> = {
  NOT_A_NUMBER: 'the phone number supplied is not a number',
  INVALID_COUNTRY: 'invalid country code',
  TOO_SHORT: 'the string supplied is too short to be a phone number',
  TOO_LONG: 'the string supplied is too long to be a phone number',
};
const INVALID = 'the provided number is not a valid phone number';

function keys(letters: string, digit: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter) => [letter, digit]));
}

const WHOLE = { extract: false } as const;

/** A number spelt with the letters of a keypad (`+1800flowers`), in digits. */
function dialled(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (!DIGITS_FIRST.test(lower) || !THREE_LETTERS.test(lower)) return undefined;
  return lower.replace(/[a-z]/g, (letter) => KEYPAD[letter] ?? letter);
}

/** The valid phone number that a text with its country code says, in E.164; undefined for everything else. */
export function phoneNumberIn(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text.replace(TRAILING, '');
  let number = parsePhoneNumberFromString(trimmed, WHOLE);
  if (!number) {
    const digits = dialled(trimmed);
    number = digits === undefined ? undefined : parsePhoneNumberFromString(digits, WHOLE);
  }
  return number?.isValid() ? number.number : undefined;
}

/** Why `phoneNumberIn` finds nothing. */
export function phoneFault(text: string): NormalisationFault {
  if (text.length > MAX_LENGTH) return new NormalisationFault(PROBLEMS.TOO_LONG ?? INVALID);
  try {
    parsePhoneNumberWithError(text.replace(TRAILING, ''), WHOLE);
    return new NormalisationFault(INVALID);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return new NormalisationFault(PROBLEMS[error.message] ?? INVALID);
  }
}
