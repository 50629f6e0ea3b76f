import { Fault } from '../fault.ts';
import type { Cursor } from './cursor.ts';
import type { Binding, Clause, Parameter, Syntax } from './syntax.ts';

function assertDistinct(names: readonly { readonly name: string; readonly at: number }[], what: string): void {
  const seen = new Set<string>();
  for (const { name, at } of names) {
    if (seen.has(name)) throw new Fault(`the ${what} ${name} stands here twice`, at);
    seen.add(name);
  }
}

/** `(a, b=1)` behind `function` or a name. */
export function parseParameters(cursor: Cursor): readonly Parameter[] {
  const parameters: Parameter[] = [];
  cursor.expect('(');
  while (!cursor.take(')')) {
    const { text: name, at } = cursor.name();
    parameters.push({ name, at, default: cursor.take('=') ? cursor.expression() : undefined });
    if (!cursor.at(')')) cursor.expect(',');
  }
  assertDistinct(parameters, 'parameter');
  return parameters;
}

/** `name = value` or `name(parameters) = body`. */
export function parseBinding(cursor: Cursor): Binding {
  const { text: name, at } = cursor.name();
  const parameters = cursor.at('(') ? parseParameters(cursor) : undefined;
  cursor.expect('=');
  const value = cursor.expression();
  return { name, at, value: parameters ? { kind: 'function', at, parameters, body: value } : value };
}

/** The bindings behind `local`, up to and with the semicolon. */
export function parseBindings(cursor: Cursor): readonly Binding[] {
  const bindings = [parseBinding(cursor)];
  while (!cursor.take(';')) {
    cursor.expect(',');
    bindings.push(parseBinding(cursor));
  }
  assertDistinct(bindings, 'local');
  return bindings;
}

/** `(a, b, c=1)` behind what is called. */
export function parseArguments(cursor: Cursor): { readonly positional: readonly Syntax[]; readonly named: readonly Binding[] } {
  const positional: Syntax[] = [];
  const named: Binding[] = [];
  cursor.expect('(');
  while (!cursor.take(')')) {
    const { kind, text: name, at } = cursor.token();
    const next = cursor.ahead(1);
    if (kind === 'name' && next.kind === 'operator' && next.text === '=') {
      cursor.advance();
      cursor.advance();
      named.push({ name, at, value: cursor.expression() });
    } else if (named.length > 0) throw new Fault('a positional argument stands behind a named one', at);
    else positional.push(cursor.expression());
    if (!cursor.at(')')) cursor.expect(',');
  }
  assertDistinct(named, 'argument');
  return { positional, named };
}

/** `for x in xs for y in ys if …` up to the closing bracket. */
export function parseClauses(cursor: Cursor, closing: string): readonly Clause[] {
  const clauses: Clause[] = [];
  while (!cursor.at(closing)) {
    const { at } = cursor.token();
    if (cursor.take('for')) {
      const { text: name } = cursor.name();
      cursor.expect('in');
      clauses.push({ at, name, value: cursor.expression() });
    } else if (clauses.length > 0 && cursor.take('if')) clauses.push({ at, name: undefined, value: cursor.expression() });
    else cursor.refuse(`for, if or ${closing}`);
  }
  cursor.expect(closing);
  return clauses;
}
