import { Fault } from '../fault.ts';
import { type Cursor, createCursor } from './cursor.ts';
import { parseObject } from './parse-object.ts';
import { parseArguments } from './parse-parts.ts';
import { parsePrimary } from './parse-primary.ts';
import type { BinaryOperator, Syntax, UnaryOperator } from './syntax.ts';
import { tokensOf } from './tokens.ts';

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>=', 'in'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const PRECEDENCE = new Map(
  LEVELS.flatMap((operators, level) => operators.map((operator) => [operator as string, level] as const)),
);
const UNARY = new Set(['-', '+', '!', '~']);

/** Reads a whole snippet. @throws Fault */
export function parse(text: string): Syntax {
  const cursor = createCursor(tokensOf(text), (place) => parseBinary(place, 0));
  const syntax = cursor.expression();
  if (cursor.token().kind !== 'end') cursor.refuse('the end of the snippet');
  return syntax;
}

function parseBinary(cursor: Cursor, least: number): Syntax {
  let left = parseUnary(cursor);
  for (;;) {
    const { kind, text, at } = cursor.token();
    const level = kind === 'operator' || (kind === 'keyword' && text === 'in') ? PRECEDENCE.get(text) : undefined;
    if (level === undefined || level < least) return left;
    cursor.advance();
    if (text === 'in' && cursor.at('super') && !['.', '['].includes(cursor.ahead(1).text)) {
      cursor.advance();
      left = { kind: 'in_super', at, name: left };
    } else {
      const right = parseBinary(cursor, level + 1);
      left = { kind: 'binary', at, operator: text as BinaryOperator, left, right };
    }
  }
}

function parseUnary(cursor: Cursor): Syntax {
  const signs: { operator: UnaryOperator; at: number }[] = [];
  for (let token = cursor.token(); token.kind === 'operator' && UNARY.has(token.text); token = cursor.token()) {
    signs.push({ operator: token.text as UnaryOperator, at: token.at });
    cursor.advance();
  }
  const operand = parsePostfix(cursor);
  return signs.reduceRight<Syntax>((syntax, { operator, at }) => ({ kind: 'unary', at, operator, operand: syntax }), operand);
}

function parsePostfix(cursor: Cursor): Syntax {
  let of = parsePrimary(cursor);
  for (;;) {
    const { at, kind } = cursor.token();
    if (kind !== 'operator') return of;
    if (cursor.take('.')) {
      const { text, at: place } = cursor.name();
      of = { kind: 'index', at, of, index: { kind: 'literal', at: place, value: text } };
    } else if (cursor.take('[')) of = parseIndex(cursor, of, at);
    else if (cursor.at('(')) {
      const call = parseArguments(cursor);
      of = { kind: 'call', at, callee: of, ...call, strict: cursor.take('tailstrict') };
    } else if (cursor.at('{')) of = { kind: 'binary', at, operator: '+', left: of, right: parseObject(cursor) };
    else return of;
  }
}

function parseIndex(cursor: Cursor, of: Syntax, at: number): Syntax {
  const bounds: (Syntax | undefined)[] = [];
  let colons = 0;
  while (!cursor.take(']')) {
    const { text } = cursor.token();
    if (cursor.take('::')) colons += 2;
    else if (cursor.take(':')) colons += 1;
    else if (bounds[colons] === undefined) bounds[colons] = cursor.expression();
    else cursor.refuse(']');
    if (colons > 2) throw new Fault(`a slice has three parts at most, got another ${text}`, at);
  }
  const [index] = bounds;
  if (colons > 0) return { kind: 'slice', at, of, bounds };
  return index ? { kind: 'index', at, of, index } : cursor.refuse('an index');
}
