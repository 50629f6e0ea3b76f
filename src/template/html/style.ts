import { printPresent } from '../print-value.ts';
import type { Value } from '../value.ts';
import type { Embedded } from './embedded.ts';
import { escapeStyleText, filterStyleValue } from './escape-style.ts';
import { isSafeUrl, normaliseUrl, UNSAFE_URL } from './escape-url.ts';

/** A style sheet, or the declarations of a `style` attribute. */
export function createStyle(): Embedded {
  let quote = '';
  /** Nothing stands in the quotes yet. */
  let fresh = false;
  let url = false;
  let comment = false;
  let escaped = false;
  /** The last characters outside quotes. */
  let recent = '';

  function readCode(character: string): void {
    if (recent.endsWith('/') && character === '*') comment = true;
    else if (character === '"' || character === "'") {
      quote = character;
      fresh = true;
    } else if (character === ')') url = false;
    else if (character === '(' && /url\s*$/i.test(recent)) url = true;
    recent = comment ? '' : (recent + character).slice(-16);
  }

  return {
    read(character) {
      if (comment) {
        comment = !(recent === '*' && character === '/');
        recent = comment ? character : '';
      } else if (escaped) escaped = false;
      else if (character === '\\') escaped = true;
      else if (quote === '') readCode(character);
      else if (character === quote || character === '\n') quote = '';
      else fresh = false;
    },
    escape(value: Value) {
      if (comment) return '';
      const text = printPresent(value);
      if (url) return isSafeUrl(text) ? normaliseUrl(text) : UNSAFE_URL;
      if (quote === '') return filterStyleValue(text);
      // It may be a URL, as after @import.
      return fresh && !isSafeUrl(text) ? UNSAFE_URL : escapeStyleText(text);
    },
  };
}
