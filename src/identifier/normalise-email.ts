import { keepsBidiRule } from './bidi-rule.ts';
import { strictText } from './canonical-text.ts';
import { mailAddressIn } from './mail-address.ts';
import { NormalisationFault } from './normalisation-fault.ts';

/** An e-mail address in its canonical form, without a display name (rule E of the contract), or why the text is none. */
export function normaliseEmail(text: string): string | NormalisationFault {
  const strict = strictText(text);
  if (typeof strict !== 'string') return strict;
  return keepsBidiRule(strict) ? mailAddressIn(strict) : new NormalisationFault('bidirule: failed Bidi Rule');
}
