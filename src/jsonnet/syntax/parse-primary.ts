import { Fault } from '../fault.ts';
import type { Cursor } from './cursor.ts';
import { parseAssert, parseObject } from './parse-object.ts';
import { parseBindings, parseClauses, parseParameters } from './parse-parts.ts';
import type { Syntax } from './syntax.ts';

/** Reads what has no operators around it: a literal, a name, something in brackets, or what begins with a keyword. */
export function parsePrimary(cursor: Cursor): Syntax {
  const { kind, text, at } = cursor.token();
  if (kind === 'operator' && text === '{') return parseObject(cursor);
  if (kind === 'keyword') return parseKeyword(cursor);
  if (kind === 'end') return cursor.refuse('an expression');
  cursor.advance();
  if (kind === 'name') return { kind: 'variable', at, name: text };
  if (kind === 'string') return { kind: 'literal', at, value: text };
  if (kind === 'number') {
    const value = Number(text.replaceAll('_', ''));
    if (!Number.isFinite(value)) throw new Fault('the number is too large', at);
    return { kind: 'literal', at, value };
  }
  if (text === '$') return { kind: 'dollar', at };
  if (text === '[') return parseArray(cursor, at);
  if (text === '(') {
    const syntax = cursor.expression();
    cursor.expect(')');
    return syntax;
  }
  throw new Fault(`expected an expression, got ${JSON.stringify(text)}`, at);
}

function parseArray(cursor: Cursor, at: number): Syntax {
  const elements: Syntax[] = [];
  while (!cursor.take(']')) {
    const element = cursor.expression();
    const comma = cursor.take(',');
    if (elements.length === 0 && cursor.at('for'))
      return { kind: 'array_comprehension', at, element, clauses: parseClauses(cursor, ']') };
    elements.push(element);
    if (!comma && !cursor.at(']')) cursor.refuse('a comma or ]');
  }
  return { kind: 'array', at, elements };
}

function parseKeyword(cursor: Cursor): Syntax {
  const { text, at } = cursor.advance();
  switch (text) {
    case 'null':
      return { kind: 'literal', at, value: null };
    case 'true':
    case 'false':
      return { kind: 'literal', at, value: text === 'true' };
    case 'self':
      return { kind: 'self', at };
    case 'super':
      return parseSuper(cursor, at);
    case 'error':
      return { kind: 'error', at, message: cursor.expression() };
    case 'function': {
      const parameters = parseParameters(cursor);
      return { kind: 'function', at, parameters, body: cursor.expression() };
    }
    case 'local': {
      const bindings = parseBindings(cursor);
      return { kind: 'local', at, bindings, body: cursor.expression() };
    }
    case 'assert': {
      const assert = parseAssert(cursor, at);
      cursor.expect(';');
      return { kind: 'assert', at, assert, rest: cursor.expression() };
    }
    case 'if': {
      const test = cursor.expression();
      cursor.expect('then');
      const yes = cursor.expression();
      return { kind: 'if', at, test, yes, no: cursor.take('else') ? cursor.expression() : undefined };
    }
    case 'import':
    case 'importstr':
    case 'importbin':
      cursor.expression();
      return { kind: 'import', at };
    default:
      throw new Fault(`expected an expression, got ${text}`, at);
  }
}

function parseSuper(cursor: Cursor, at: number): Syntax {
  if (cursor.take('.')) {
    const { text, at: place } = cursor.name();
    return { kind: 'super', at, name: { kind: 'literal', at: place, value: text } };
  }
  cursor.expect('[');
  const name = cursor.expression();
  cursor.expect(']');
  return { kind: 'super', at, name };
}
