import type { Escaped, Output } from '../output.ts';
import { createPieces } from '../pieces.ts';
import { printValue } from '../print-value.ts';
import { ValueFault } from '../template-error.ts';
import { isNil, type Value } from '../value.ts';
import { attributeKind, filterAttributeName } from './attribute-kind.ts';
import { type AttributeValue, createAttributeValue } from './attribute-value.ts';
import type { Embedded } from './embedded.ts';
import { escapeForText, escapeUnquoted } from './escape-text.ts';
import { createScript } from './script.ts';
import { createStyle } from './style.ts';

type Place =
  | 'text'
  | 'less than'
  | 'comment'
  | 'declaration'
  | 'tag name'
  | 'tag'
  | 'attribute name'
  | 'after name'
  | 'before value'
  | 'value'
  | 'raw';

/** Elements whose content is text up to their end tag, and the language of it. */
const RAW: Readonly<Record<string, (() => Embedded) | undefined>> = {
  script: createScript,
  style: createStyle,
  title: undefined,
  textarea: undefined,
};
const SPACE = /[\t\n\f\r ]/;

/**
 * Follows the HTML that is printed, character by character, and escapes each value for the place where it stands. Because it follows
 * what was really printed, branches and templates that call each other need no analysis. Comments are left out, as in Go.
 */
export function createHtmlOutput(): Output {
  const pieces = createPieces();
  let place: Place = 'text';
  /** `<` and what follows, until it is known what it begins. */
  let held = '';
  let element = '';
  let closing = false;
  let attribute = '';
  let quote = '';
  let value: AttributeValue = createAttributeValue('plain');
  let raw: Embedded | undefined;
  let chunk = '';

  /** Reads one character; false to have it read again at the new place. */
  const readers: Readonly<Record<Place, (character: string) => boolean | undefined>> = {
    text(character) {
      if (character === '<') {
        held = '<';
        place = 'less than';
      } else chunk += character;
      return true;
    },
    'less than'(character) {
      const text = held + character;
      if (/^<\/?[A-Za-z]$/.test(text)) {
        chunk += text;
        closing = text.startsWith('</');
        element = character;
        return go('tag name');
      }
      if (text === '<!--') return go('comment');
      if (text.toLowerCase() === '<!doctype') {
        chunk += text;
        return go('declaration');
      }
      if (text === '</' || '<!--'.startsWith(text) || '<!doctype'.startsWith(text.toLowerCase())) {
        held = text;
        return true;
      }
      release();
      return false;
    },
    comment(character) {
      held = (held + character).slice(-3);
      if (held === '-->') go('text');
      return true;
    },
    declaration(character) {
      chunk += character;
      if (character === '>') place = 'text';
      return true;
    },
    'tag name'(character) {
      if (SPACE.test(character) || character === '>' || character === '/') return again('tag');
      chunk += character;
      element += character;
      return true;
    },
    tag(character) {
      if (character === '>') {
        chunk += character;
        element = element.toLowerCase();
        const isRaw = !closing && Object.hasOwn(RAW, element);
        raw = isRaw ? RAW[element]?.() : undefined;
        return go(isRaw ? 'raw' : 'text');
      }
      if (!SPACE.test(character) && character !== '/') {
        attribute = character;
        place = 'attribute name';
      }
      chunk += character;
      return true;
    },
    'attribute name'(character) {
      if (SPACE.test(character)) return again('after name');
      if (character === '=' || character === '>' || character === '/') return again('after name');
      chunk += character;
      attribute += character;
      return true;
    },
    'after name'(character) {
      if (!SPACE.test(character) && character !== '=') return again('tag');
      chunk += character;
      if (character === '=') place = 'before value';
      return true;
    },
    'before value'(character) {
      if (character === '>') return again('tag');
      if (SPACE.test(character)) {
        chunk += character;
        return true;
      }
      startValue(character === '"' || character === "'" ? character : '');
      if (quote === '') return false;
      chunk += character;
      return true;
    },
    value(character) {
      const ends = quote === '' ? SPACE.test(character) || character === '>' : character === quote;
      if (ends && quote === '') return again('tag');
      chunk += character;
      if (ends) place = 'tag';
      else value.read(character);
      return true;
    },
    raw(character) {
      const text = (held + character).toLowerCase();
      const end = `</${element}`;
      if (held.length === end.length && /[\t\n\f\r />]/.test(character)) {
        chunk += held;
        closing = true;
        go('tag');
        return false;
      }
      if (held.length < end.length && end.startsWith(text)) {
        held += character;
        return true;
      }
      const pending = held;
      held = '';
      for (const each of pending) raw?.read(each);
      chunk += pending;
      if (character === '<') {
        held = character;
        return true;
      }
      raw?.read(character);
      chunk += character;
      return true;
    },
  };

  function go(next: Place): true {
    place = next;
    held = '';
    return true;
  }

  function again(next: Place): false {
    place = next;
    return false;
  }

  function startValue(mark: string): void {
    quote = mark;
    value = createAttributeValue(attributeKind(element.toLowerCase(), attribute));
    place = 'value';
  }

  /** What was held back begins nothing: it is text. */
  function release(): void {
    if (place === 'less than') chunk += held.replace('<', '&lt;');
    else if (place === 'raw') {
      for (const each of held) raw?.read(each);
      chunk += held;
    }
    if (place === 'less than') place = 'text';
    if (place !== 'comment') held = '';
  }

  function flush(): void {
    pieces.add(chunk);
    chunk = '';
  }

  function escaped(printed: Value, done: Escaped): string {
    const text = () => (isNil(printed) ? '' : printValue(printed));
    switch (place) {
      case 'comment':
        return '';
      case 'declaration':
      case 'tag name':
        throw new ValueFault('a value cannot be part of the name of an element or of a declaration');
      case 'tag':
      case 'after name':
      case 'attribute name': {
        const name = filterAttributeName(text());
        if (closing) return '';
        attribute = place === 'attribute name' ? attribute + name : name;
        place = 'attribute name';
        return name;
      }
      case 'before value':
        startValue('');
        return escapeUnquoted(value.escape(printed, done));
      case 'value': {
        const made = value.escape(printed, done);
        const kind = attributeKind(element.toLowerCase(), attribute);
        if (done === 'html' && kind === 'plain' && quote !== '') return made;
        return quote === '' ? escapeUnquoted(made) : escapeForText(made);
      }
      case 'raw':
        if (raw) return raw.escape(printed);
        return done === 'html' ? text() : escapeForText(text());
      default:
        return done === 'html' ? text() : escapeForText(text());
    }
  }

  return {
    literal(text) {
      for (const character of text) while (readers[place](character) === false);
      flush();
    },
    value(printed, done) {
      release();
      flush();
      pieces.add(escaped(printed, done));
    },
    finish() {
      release();
      flush();
      if (place !== 'text') throw new ValueFault(`the HTML ends within ${place === 'raw' ? `<${element}>` : `a ${place}`}`);
      return pieces.text();
    },
  };
}
