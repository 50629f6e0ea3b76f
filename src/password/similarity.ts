import { commonSubstringBytes } from './common-substring.ts';
import { levenshtein } from './levenshtein.ts';

/** Bytes; longer texts are not compared, since the work grows with the product of both lengths. */
const LONGEST = 256;
/** So many changes, or fewer, make the password of the identifier. */
const FEW_CHANGES = 4;
/** More than this part of the password being in the identifier is too much. */
const LARGEST_PART = 0.5;

/** Whether a password resembles an identifier too much, whatever the case of the letters (contract 1.5). Nothing resembles an empty one. */
export function resembles(password: string, identifier: string): boolean {
  if (identifier === '' || !short(password) || !short(identifier)) return false;
  const [lowerPassword, lowerIdentifier] = [password.toLowerCase(), identifier.toLowerCase()];
  if (!short(lowerPassword) || !short(lowerIdentifier)) return false;
  if (levenshtein(lowerPassword, lowerIdentifier) <= FEW_CHANGES) return true;
  return commonSubstringBytes(lowerPassword, lowerIdentifier) > LARGEST_PART * Buffer.byteLength(lowerPassword);
}

function short(text: string): boolean {
  return Buffer.byteLength(text) <= LONGEST;
}
