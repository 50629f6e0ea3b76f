import { JsonNumber } from '../json/json-number.ts';
import { DEFAULT_LIMITS } from '../json/json-reader.ts';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE][+-]?)(\d+))?$/;

/**
 * A number in the text of a form. One that JSON can say stays as it is written, all its digits included; others that Go reads
 * (`+5`, `.5`, `007`) get the notation of JSON. Undefined for what is no number, or one that `json/` does not read.
 */
export function numberOf(text: string): JsonNumber | undefined {
  if (text.length >= DEFAULT_LIMITS.numberLength) return undefined;
  const [found, sign, whole = '', fraction = '', power = '', exponent = ''] = DECIMAL.exec(text) ?? [];
  if (found === undefined || whole + fraction === '' || exponent.length > DEFAULT_LIMITS.exponentDigits) return undefined;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return new JsonNumber(`${sign === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}${power}${exponent}`);
}
