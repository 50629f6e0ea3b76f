import type { JsonText } from './json-text.ts';

/** What `JSON.rawJSON` makes of the digits of a number: `JSON.stringify` writes them as they are. */
export type RawNumber = { readonly rawJSON: string };

/** In Node since 22; the library of TypeScript does not know them yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): boolean;
};

export function isRawNumber(value: unknown): value is RawNumber {
  return isRawJSON(value);
}

/** A number that `JSON.stringify` writes with these digits: a plain one where it has them, else raw JSON. */
export function exactNumber(digits: string): number | RawNumber {
  const number = Number(digits);
  return String(number) === digits ? number : rawJSON(digits);
}

/** A number of 16 digits or more, with a fraction, an exponent, or minus zero. What looks like one in a text only costs time. */
const RISKY_NUMBER = /(?:^|[:[,\s])-?(?:\d{16}|\d+[.eE]|0(?!\d))/;

function withExactNumbers(_name: string, value: unknown, ...context: { readonly source?: string }[]): unknown {
  const source = context[0]?.source;
  return typeof value === 'number' && source !== undefined ? exactNumber(source) : value;
}

/** Like `JSON.parse`, but a number that a double does not say as it is written becomes a `RawNumber`. */
export function parseExact(text: string): unknown {
  return RISKY_NUMBER.test(text) ? JSON.parse(text, withExactNumbers) : JSON.parse(text);
}

/** The text of a value of `parseExact`. */
export function printExact(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText;
}
