import { strictText } from './canonical-text.ts';
import type { NormalisationFault } from './normalisation-fault.ts';
import { phoneFault, phoneNumberIn } from './phone-number.ts';

const SCHEME = /^tel:/;

/** A phone number with its country code in E.164 (rule P of the contract), or why the text is none. */
export function normalisePhone(text: string): string | NormalisationFault {
  const strict = strictText(text);
  if (typeof strict !== 'string') return strict;
  const number = strict.replace(SCHEME, '');
  return phoneNumberIn(number) ?? phoneFault(number);
}
