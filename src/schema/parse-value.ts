import { JsonNumber } from '../json/json-number.ts';
import type { JsonText } from '../json/json-text.ts';

/**
 * A number that a double might not say as it is written: many digits, an exponent, zeros at the end of a fraction, minus zero.
 * What looks like one in a text only costs time; so it has to stand where a number can, not in the midst of an address.
 */
const RISKY_NUMBER = /(?:^|[:[,\s])(?:-0|-?(?:[\d.]{16}|[\d.]+[eE]|\d+\.\d*0(?!\d)))/;

function withExactNumbers(_name: string, value: unknown, ...context: { readonly source?: string }[]): unknown {
  const source = context[0]?.source;
  return typeof value === 'number' && source !== undefined && String(value) !== source ? new JsonNumber(source) : value;
}

/** Whether `parseValue` may find a `JsonNumber` in the text. */
export function isRisky(text: JsonText): boolean {
  return RISKY_NUMBER.test(text);
}

/**
 * The value of a JSON text for validation: plain JavaScript, but a number that a double does not say as it is written stays a
 * `JsonNumber`.
 * @throws RangeError when the text is nested too deeply for the stack
 */
export function parseValue(text: JsonText): unknown {
  return isRisky(text) ? JSON.parse(text, withExactNumbers) : JSON.parse(text);
}
