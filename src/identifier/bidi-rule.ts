/** Letters of the scripts written from right to left (Bidi_Class R and AL). */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;
const FIRST_RIGHT_TO_LEFT = new RegExp(`^(?=\\p{L})${RIGHT_TO_LEFT.source}`, 'u');
const ARABIC_DIGIT = /[\u0660-\u0669\u066b\u066c]/;
const EUROPEAN_DIGIT = /[0-9\u06f0-\u06f9]/;
const LETTER_OR_MARK = /[\p{L}\p{Mc}\p{Nl}]/u;
/** Where a text from right to left may end: in a letter or a digit, with marks after it. */
const ENDS_WELL = /[\p{L}\p{Nd}]\p{Mn}*$/u;

/**
 * Whether a text keeps the bidirectional rule (RFC 5893, section 2), taken as one label. A text without letters or digits of a
 * right-to-left script always does. JavaScript does not know the Bidi_Class of a character, so scripts stand in for it.
 */
export function keepsBidiRule(text: string): boolean {
  if (!RIGHT_TO_LEFT.test(text) && !ARABIC_DIGIT.test(text)) return true;
  if (!FIRST_RIGHT_TO_LEFT.test(text)) return false;
  for (const character of text) if (LETTER_OR_MARK.test(character) && !RIGHT_TO_LEFT.test(character)) return false;
  if (ARABIC_DIGIT.test(text) && EUROPEAN_DIGIT.test(text)) return false;
  return ENDS_WELL.test(text.slice(-64));
}
