import { printPresent } from '../print-value.ts';
import { ValueFault } from '../template-error.ts';
import type { Value } from '../value.ts';
import { filterAttributeName } from './attribute-kind.ts';
import { escapeForText, escapeUnquoted } from './escape-text.ts';
import type { HtmlState } from './html-state.ts';
import { startValue } from './read-tag.ts';

function inAttribute({ value: attribute, quote }: HtmlState, value: Value, isQueryEscaped: boolean): string {
  const text = attribute.escape(value, isQueryEscaped);
  return quote === '' ? escapeUnquoted(text) : escapeForText(text);
}

function asAttributeName(state: HtmlState, value: Value): string {
  if (state.closing) return '';
  const name = filterAttributeName(printPresent(value));
  state.attribute = state.place === 'attribute name' ? state.attribute + name : name;
  state.place = 'attribute name';
  return name;
}

/** What is printed for a value at a place; `urlquery` may have been there before. @throws ValueFault when no value can stand there */
export function escapeValue(state: HtmlState, value: Value, isQueryEscaped: boolean): string {
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
      return inAttribute(state, value, isQueryEscaped);
    case 'value':
      return inAttribute(state, value, isQueryEscaped);
    case 'raw':
      return state.raw ? state.raw.escape(value) : escapeForText(printPresent(value));
    default:
      return escapeForText(printPresent(value));
  }
}
