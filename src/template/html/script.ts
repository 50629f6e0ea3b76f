import { printPresent } from '../print-value.ts';
import { ValueFault } from '../template-error.ts';
import type { Value } from '../value.ts';
import type { Embedded } from './embedded.ts';
import { escapeForScript, scriptValue } from './escape-script.ts';

type Place = 'code' | "'" | '"' | 'slash' | 'line comment' | 'block comment' | 'unclear';

/**
 * A script. Where a division and a regular expression cannot be told apart, and in template literals, the rest of the script takes no
 * values: guessing wrong would let data become code.
 */
export function createScript(): Embedded {
  let place: Place = 'code';
  let escaped = false;
  let last = '';

  function readCode(character: string): void {
    if (character === '"' || character === "'") place = character;
    else if (character === '`') place = 'unclear';
    else if (character === '/') place = 'slash';
  }

  return {
    read(character) {
      if (place === 'slash') place = character === '/' ? 'line comment' : character === '*' ? 'block comment' : 'unclear';
      else if (place === 'line comment') {
        if (/[\n\r\u2028\u2029]/.test(character)) place = 'code';
      } else if (place === 'block comment') {
        if (last === '*' && character === '/') {
          place = 'code';
          last = '';
          return;
        }
      } else if (place === 'code') readCode(character);
      else if (place !== 'unclear') {
        if (escaped) escaped = false;
        else if (character === '\\') escaped = true;
        else if (character === place) place = 'code';
      }
      last = character;
    },
    escape(value: Value) {
      if (place === 'code') return scriptValue(value);
      if (place === 'line comment' || place === 'block comment') return '';
      if (place === 'slash' || place === 'unclear' || escaped) {
        throw new ValueFault('a value cannot stand in a script after a slash, a back quote or a backslash');
      }
      return escapeForScript(printPresent(value));
    },
  };
}
