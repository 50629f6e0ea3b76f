import type { Escaped } from '../output.ts';
import { printValue } from '../print-value.ts';
import { ValueFault } from '../template-error.ts';
import { isNil, type Value } from '../value.ts';
import { attributeKind, filterAttributeName } from './attribute-kind.ts';
import { escapeForText, escapeUnquoted } from './escape-text.ts';
import type { HtmlState } from './html-state.ts';
import { startValue } from './read-tag.ts';

const printed = (value: Value) => (isNil(value) ? '' : printValue(value));

const inText = (value: Value, done: Escaped) => (done === 'html' ? printed(value) : escapeForText(printed(value)));

function inAttribute(state: HtmlState, value: Value, done: Escaped): string {
  const text = state.value.escape(value, done);
  if (state.quote === '') return escapeUnquoted(text);
  const isDone = done === 'html' && attributeKind(state.element.toLowerCase(), state.attribute) === 'plain';
  return isDone ? text : escapeForText(text);
}

function asAttributeName(state: HtmlState, value: Value): string {
  if (state.closing) return '';
  const name = filterAttributeName(printed(value));
  state.attribute = state.place === 'attribute name' ? state.attribute + name : name;
  state.place = 'attribute name';
  return name;
}

/** What is printed for a value at a place. @throws ValueFault when no value can stand there */
export function escapeValue(state: HtmlState, value: Value, done: Escaped): string {
  switch (state.place) {
    case 'comment':
      return '';
    case 'declaration':
    case 'tag name':
      throw new ValueFault('a value cannot be part of the name of an element or of a declaration');
    case 'tag':
    case 'after name':
    case 'attribute name':
      return asAttributeName(state, value);
    case 'before value':
      startValue(state, '');
      return inAttribute(state, value, done);
    case 'value':
      return inAttribute(state, value, done);
    case 'raw':
      return state.raw ? state.raw.escape(value) : inText(value, done);
    default:
      return inText(value, done);
  }
}
