import type { JsonRule } from './fault.ts';

/** Where a scan reports what it cannot take; never returns. */
export interface ScanSink {
  refuse(rule: JsonRule, at: number): never;
}

export interface NumberLimits {
  /** Characters that a number may have. */
  readonly numberLength: number;
  /** Digits that an exponent may have. */
  readonly exponentDigits: number;
}

const isDigit = (code: number) => code >= 48 && code <= 57;

/** The value of four hexadecimal digits; NaN where they are not all there. */
function hex4(text: string, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) value = value * 16 + code - 48;
    else if (code >= 97 && code <= 102) value = value * 16 + code - 87;
    else if (code >= 65 && code <= 70) value = value * 16 + code - 55;
    else return Number.NaN;
  }
  return value;
}

/** Reports the first of the four places that holds no hexadecimal digit. */
function refuseHex(text: string, at: number, sink: ScanSink): never {
  let bad = at;
  while (/^[0-9a-fA-F]$/.test(text.charAt(bad))) bad++;
  return sink.refuse('syntax', bad);
}

/** @returns the place after the escape sequence whose backslash stands at `at` */
function escapeEnd(text: string, at: number, sink: ScanSink): number {
  switch (text.charCodeAt(at + 1)) {
    case 34: // "
    case 92: // \
    case 47: // /
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 2;
    case 117: {
      const unit = hex4(text, at + 2);
      if (Number.isNaN(unit)) return refuseHex(text, at + 2, sink);
      if (unit === 0) return sink.refuse('nul', at);
      if (unit < 0xd800 || unit > 0xdfff) return at + 6;
      if (unit > 0xdbff || text.charCodeAt(at + 6) !== 92 || text.charCodeAt(at + 7) !== 117) return sink.refuse('surrogate', at);
      const low = hex4(text, at + 8);
      if (Number.isNaN(low)) return refuseHex(text, at + 8, sink);
      return low >= 0xdc00 && low <= 0xdfff ? at + 12 : sink.refuse('surrogate', at);
    }
    default:
      return sink.refuse('syntax', at + 1);
  }
}

/**
 * Looks for the end of a string.
 * @param from the place after the opening quote
 * @returns the place of the closing quote, negative when the string holds escape sequences
 */
export function stringEnd(text: string, from: number, sink: ScanSink): number {
  let at = from;
  let escaped = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 34) return escaped ? -at : at;
    if (code === 92) {
      escaped = true;
      at = escapeEnd(text, at, sink);
    } else if (code >= 32) at++;
    else return sink.refuse('syntax', at);
  }
}

function digitsEnd(text: string, from: number, sink: ScanSink): number {
  let at = from;
  if (!isDigit(text.charCodeAt(at))) return sink.refuse('syntax', at);
  do at++;
  while (isDigit(text.charCodeAt(at)));
  return at;
}

/**
 * Looks for the end of a number (RFC 8259, section 6).
 * @returns the place after its last character
 */
export function numberEnd(text: string, from: number, limits: NumberLimits, sink: ScanSink): number {
  let at = text.charCodeAt(from) === 45 ? from + 1 : from;
  at = text.charCodeAt(at) === 48 ? at + 1 : digitsEnd(text, at, sink);
  if (text.charCodeAt(at) === 46) at = digitsEnd(text, at + 1, sink);
  if ((text.charCodeAt(at) | 32) === 101) {
    const sign = text.charCodeAt(at + 1);
    const start = sign === 43 || sign === 45 ? at + 2 : at + 1;
    at = digitsEnd(text, start, sink);
    if (at - start > limits.exponentDigits) return sink.refuse('number', from);
  }
  return at - from > limits.numberLength ? sink.refuse('number', from) : at;
}
