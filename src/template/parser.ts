import { lex } from './lex.ts';
import { LIMITS } from './limits.ts';
import { TemplateError } from './template-error.ts';
import { describeToken, type Token } from './token.ts';

/** What the parts of the parser share: the tokens that are left, the variables in sight, and how to complain. */
export interface Parser {
  /** Of the source that is being read. */
  readonly name: string;
  /** Functions that can be called, and those that cannot with the reason. */
  readonly hasFunction: (name: string) => boolean;
  readonly refusals: ReadonlyMap<string, string>;
  /** `$x` of the blocks around. */
  variables: string[];
  /** How many `range` are around. */
  ranges: number;
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the next token, which has to be of that kind; `context` says where. */
  take(kind: 'close' | 'string', context: string): Token;
  /** Parses one level deeper. */
  nested<T>(parse: () => T): T;
  unexpected(token: Token, expected: string): never;
  fail(problem: string, line?: number): never;
}

export interface ParserOptions {
  readonly hasFunction: (name: string) => boolean;
  readonly refusals: ReadonlyMap<string, string>;
}

/** A parser at the beginning of a source. @throws TemplateError when its characters cannot be read */
export function createParser(name: string, source: string, { hasFunction, refusals }: ParserOptions): Parser {
  const tokens = lex(name, source);
  const end = tokens[tokens.length - 1] as Token;
  let at = 0;
  let depth = 0;
  const parser: Parser = {
    name,
    hasFunction,
    refusals,
    variables: ['$'],
    ranges: 0,
    peek: (ahead = 0) => tokens[at + ahead] ?? end,
    next: () => tokens[at++] ?? end,
    take(kind, context) {
      const token = parser.next();
      return token.kind === kind ? token : parser.unexpected(token, `${kind === 'close' ? '}}' : 'a text in quotes'} ${context}`);
    },
    nested(parse) {
      if (++depth > LIMITS.nesting) parser.fail(`it is nested deeper than ${LIMITS.nesting} levels`);
      const result = parse();
      depth--;
      return result;
    },
    unexpected: (token, expected) => parser.fail(`expected ${expected}, got ${describeToken(token)}`, token.line),
    fail(problem, line = parser.peek().line) {
      throw new TemplateError(name, line, problem);
    },
  };
  return parser;
}
