import type { JsonRule } from './fault.ts';
import type { NumberLimits } from './scan.ts';

function placeOf(text: string, at: number): string {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return `line ${line}, column ${at - start + 1}`;
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const visible = code > 32 && code !== 127 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfeff;
  return visible ? `'${String.fromCodePoint(code)}'` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What to say of a text that breaks a rule at the place `at` (an index into `text`). */
export function messageOf(rule: JsonRule, text: string, at: number, limits: NumberLimits & { readonly depth: number }): string {
  const place = placeOf(text, at);
  switch (rule) {
    case 'depth':
      return `json: objects and lists are nested deeper than ${limits.depth} levels at ${place}`;
    case 'nul':
      return `json: the NUL character is not allowed in strings, but stands at ${place}`;
    case 'surrogate':
      return `json: half of a surrogate pair stands alone in the string at ${place}`;
    case 'prototype_key':
      return `json: the key "__proto__" is not allowed, but stands at ${place}`;
    case 'duplicate_key':
      return `json: the same key stands twice in one object, the second time before ${place}`;
    case 'number':
      return `json: the number at ${place} has more than ${limits.numberLength} characters or an exponent of more than ${limits.exponentDigits} digits`;
    case 'trailing':
      return `invalid character ${characterAt(text, at)} after the JSON value, at ${place}`;
    default:
      return `invalid character ${characterAt(text, at)} in the JSON text at ${place}`;
  }
}
