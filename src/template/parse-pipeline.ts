import { parseNumber } from './lex-literal.ts';
import type { Command, Operand, Pipeline } from './node.ts';
import type { Parser } from './parser.ts';
import type { Token, TokenKind } from './token.ts';

const STARTS: ReadonlySet<TokenKind> = new Set([
  'identifier',
  'field',
  'variable',
  'dot',
  'nil',
  'boolean',
  'number',
  'string',
  '(',
]);

function term(parser: Parser, token: Token): Operand {
  switch (token.kind) {
    case 'identifier': {
      const { text } = token;
      const refusal = parser.refusals.get(text);
      if (refusal !== undefined) parser.fail(`function ${text} cannot be used: ${refusal}`, token.line);
      if (!parser.hasFunction(text)) parser.fail(`there is no function ${text}`, token.line);
      return { kind: 'function', name: text };
    }
    case 'field':
      return { kind: 'field', names: [token.text] };
    case 'variable':
      if (!parser.variables.includes(token.text)) parser.fail(`there is no variable ${token.text}`, token.line);
      return { kind: 'variable', name: token.text, names: [] };
    case 'dot':
      return { kind: 'dot' };
    case 'nil':
      return { kind: 'nil' };
    case 'boolean':
      return { kind: 'literal', value: token.text === 'true' };
    case 'number':
      return { kind: 'literal', value: parseNumber(token.text) ?? 0 };
    case 'string':
      return { kind: 'literal', value: token.text };
    case '(':
      return { kind: 'pipeline', pipeline: parser.nested(() => parsePipeline(parser, ')', 'parentheses')) };
    default:
      return parser.unexpected(token, 'a value');
  }
}

function operand(parser: Parser): Operand {
  const token = parser.next();
  const start = term(parser, token);
  const names: string[] = [];
  while (parser.peek().kind === 'field' && !parser.peek().spaced) names.push(parser.next().text);
  if (names.length === 0) return start;
  if (start.kind === 'field') return { kind: 'field', names: [...start.names, ...names] };
  if (start.kind === 'variable') return { ...start, names };
  if (start.kind === 'pipeline' || start.kind === 'function') return { kind: 'chain', of: start, names };
  return parser.fail(`.${names[0]} cannot follow ${token.text}`, token.line);
}

function command(parser: Parser): Command {
  const first = operand(parser);
  const args: Operand[] = [];
  while (STARTS.has(parser.peek().kind)) {
    if (!parser.peek().spaced) parser.unexpected(parser.peek(), 'a space between two values');
    args.push(operand(parser));
  }
  return { operand: first, args };
}

/** `$x :=`, `$x =` and, for `range`, `$i, $x :=`. */
function declaration(parser: Parser, context: string): Pick<Pipeline, 'variables' | 'assigns'> {
  const variables: string[] = [];
  if (parser.peek().kind !== 'variable') return { variables, assigns: false };
  if (parser.peek(1).kind === ',') {
    const first = parser.next();
    if (context !== 'range') parser.fail(`only range sets two variables, not ${context}`, first.line);
    parser.next();
    variables.push(first.text);
    if (parser.peek().kind !== 'variable') parser.unexpected(parser.peek(), 'a second variable after the comma');
  }
  const operator = parser.peek(1);
  if (operator.kind !== ':=' && operator.kind !== '=') {
    if (variables.length > 0) parser.unexpected(operator, ':= after the variables');
    return { variables, assigns: false };
  }
  variables.push(parser.next().text);
  parser.next();
  const assigns = operator.kind === '=';
  const unknown = assigns && variables.find((name) => !parser.variables.includes(name));
  if (unknown) parser.fail(`there is no variable ${unknown}; := makes one`, operator.line);
  return { variables, assigns };
}

/** Reads a pipeline up to the token that ends it, which is taken, too. `context` names the place in messages. */
export function parsePipeline(parser: Parser, end: ')' | 'close', context: string): Pipeline {
  const { line } = parser.peek();
  const { variables, assigns } = declaration(parser, context);
  if (!STARTS.has(parser.peek().kind)) parser.unexpected(parser.peek(), `a value in ${context}`);
  const commands = [command(parser)];
  while (parser.peek().kind === '|') {
    const pipe = parser.next();
    if (!STARTS.has(parser.peek().kind)) parser.unexpected(parser.peek(), 'a function after |');
    const piped = command(parser);
    if (['dot', 'nil', 'literal'].includes(piped.operand.kind)) parser.fail('expected a function after |', pipe.line);
    commands.push(piped);
  }
  const closing = parser.next();
  if (closing.kind !== end) parser.unexpected(closing, `${end === ')' ? ')' : '}}'} at the end of ${context}`);
  // Only now: a pipeline does not see what it declares.
  if (!assigns) parser.variables.push(...variables);
  return { line, variables, assigns, commands };
}
