import { RE2JS } from 're2js';

/** A text longer than this does not match any pattern; it is the schema's `maxLength` that should say so. */
export const MAX_PATTERN_INPUT = 100_000;

/** A regular expression in RE2 syntax; it takes linear time, whatever the text. */
export interface Pattern {
  readonly source: string;
  /** Whether it matches some part of the text. */
  matches(text: string): boolean;
}

/** @throws an Error that says what is wrong with the expression (look-around and back references are not RE2) */
export function compilePattern(source: string): Pattern {
  const expression = RE2JS.compile(source);
  return { source, matches: (text) => text.length <= MAX_PATTERN_INPUT && expression.test(text) };
}

/** Whether a text is a regular expression in RE2 syntax. */
export function isPattern(source: string): boolean {
  try {
    compilePattern(source);
    return true;
  } catch {
    return false;
  }
}
