import { NormalisationFault } from './normalisation-fault.ts';

const PLAIN = /^[\x20-\x7e]*$/;
const SPACE = /\p{White_Space}/u;
/**
 * What the PRECIS FreeformClass (RFC 8264, section 4.3) leaves out and a reader cannot see: category C with its non-characters,
 * line separators, ignorable code points, and the exceptions of its section 9.6. Conjoining jamo, which it leaves out too, are kept:
 * NFKC makes them of the letters on a Korean keyboard, and without them different names would become one.
 */
const DISALLOWED = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/u;
const ALL_DISALLOWED = new RegExp(DISALLOWED.source, 'gu');

/** Cuts Unicode white space off both ends. A loop: a regular expression for the end takes quadratic time. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text.charAt(start))) start++;
  while (end > start && SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Compatibility forms, widths and cases are one. A sigma is a sigma wherever it stands, so that no letter depends on its neighbours. */
const folded = (text: string) => text.normalize('NFKC').replaceAll('Σ', 'σ').toLowerCase().normalize('NFKC');

function settled(text: string, step: (text: string) => string): string {
  let current = text;
  // Twice is the rule; a sign such as U+2122 becomes capital letters first and small ones after.
  for (let round = 0; round < 8; round++) {
    const next = step(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

/** The form of a text in which spelling does not count: trimmed, folded, lower-case, without invisible characters. Never throws. */
export function canonicalText(text: string): string {
  if (PLAIN.test(text)) return trimSpace(text).toLowerCase();
  return settled(text, (current) => trimSpace(folded(current).replace(ALL_DISALLOWED, '')));
}

/** The same for a text that must not contain anything invisible. */
export function strictText(text: string): string | NormalisationFault {
  if (PLAIN.test(text)) return trimSpace(text).toLowerCase();
  const result = settled(text, (current) => trimSpace(folded(current)));
  return DISALLOWED.test(result) ? new NormalisationFault('precis: disallowed rune encountered') : result;
}
