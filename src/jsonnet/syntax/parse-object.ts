import { Fault } from '../fault.ts';
import type { Cursor } from './cursor.ts';
import { parseBinding, parseClauses, parseParameters } from './parse-parts.ts';
import type { AssertSyntax, Binding, FieldSyntax, Syntax, Visibility } from './syntax.ts';

/** `test : message` behind `assert`. */
export function parseAssert(cursor: Cursor, at: number): AssertSyntax {
  const test = cursor.expression();
  return { at, test, message: cursor.take(':') ? cursor.expression() : undefined };
}

function parseFieldName(cursor: Cursor): Syntax {
  const { kind, text, at } = cursor.token();
  if (kind === 'name' || kind === 'string') {
    cursor.advance();
    return { kind: 'literal', at, value: text };
  }
  if (!cursor.take('[')) cursor.refuse('a field');
  const name = cursor.expression();
  cursor.expect(']');
  return name;
}

const SIGNS: Readonly<Record<string, Visibility>> = { ':': 'inherited', '::': 'hidden', ':::': 'shown' };

function parseField(cursor: Cursor): FieldSyntax {
  const { at } = cursor.token();
  const name = parseFieldName(cursor);
  const parameters = cursor.at('(') ? parseParameters(cursor) : undefined;
  const { text: sign, kind } = cursor.token();
  const plus = sign.startsWith('+');
  const visibility = kind === 'operator' ? SIGNS[plus ? sign.slice(1) : sign] : undefined;
  if (visibility === undefined || (plus && parameters))
    return cursor.refuse(parameters ? ':, :: or :::' : ':, ::, :::, +:, +:: or +:::');
  cursor.advance();
  const value = cursor.expression();
  return { at, name, plus, visibility, value: parameters ? { kind: 'function', at, parameters, body: value } : value };
}

/** What stands between `{` and `}`: an object or the comprehension of one. */
export function parseObject(cursor: Cursor): Syntax {
  const { at } = cursor.expect('{');
  const locals: Binding[] = [];
  const fields: FieldSyntax[] = [];
  const asserts: AssertSyntax[] = [];
  while (!cursor.take('}')) {
    const { at: place } = cursor.token();
    if (cursor.take('local')) locals.push(parseBinding(cursor));
    else if (cursor.take('assert')) asserts.push(parseAssert(cursor, place));
    else fields.push(parseField(cursor));
    const comma = cursor.take(',');
    if (cursor.at('for')) return comprehension(cursor, at, { locals, fields, asserts });
    if (!comma && !cursor.at('}')) cursor.refuse('a comma or }');
  }
  const names = new Set<string>();
  for (const { name, at: place } of fields) {
    if (name.kind !== 'literal') continue;
    if (names.has(String(name.value))) throw new Fault(`the field ${String(name.value)} stands here twice`, place);
    names.add(String(name.value));
  }
  return { kind: 'object', at, locals, fields, asserts };
}

interface Members {
  readonly locals: readonly Binding[];
  readonly fields: readonly FieldSyntax[];
  readonly asserts: readonly AssertSyntax[];
}

function comprehension(cursor: Cursor, at: number, { locals, fields, asserts }: Members): Syntax {
  const [field, second] = fields;
  if (!field || second || asserts.length > 0)
    throw new Fault('an object comprehension has exactly one field, and locals', second?.at ?? at);
  if (field.name.kind === 'literal' || field.visibility !== 'inherited')
    throw new Fault('the field of an object comprehension is [name]: value', field.at);
  return { kind: 'object_comprehension', at, locals, field, clauses: parseClauses(cursor, '}') };
}
