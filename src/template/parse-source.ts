import type { Branch, Definition, Node } from './node.ts';
import { parsePipeline } from './parse-pipeline.ts';
import { createParser, type Parser, type ParserOptions } from './parser.ts';
import type { Token } from './token.ts';

/** A template and what is defined within it. */
export interface ParsedSource {
  readonly main: Definition;
  readonly definitions: readonly Definition[];
}

/** Reads one source. @throws TemplateError */
export function parseSource(name: string, source: string, options: ParserOptions): ParsedSource {
  const parser = createParser(name, source, options);
  const definitions = new Map<string, Definition>();

  /** Nodes up to `{{end}}`, `{{else}}` or, at the top, the end of the source; the keyword that ended them. */
  function list(top: boolean, line: number): { readonly nodes: readonly Node[]; readonly end: Token } {
    const nodes: Node[] = [];
    for (;;) {
      const token = parser.next();
      if (token.kind === 'text') nodes.push({ kind: 'text', text: token.text, line: token.line });
      else if (token.kind === 'end of file') {
        if (!top) parser.fail(`expected {{end}} for the block that starts in line ${line}, got the end of the file`, token.line);
        return { nodes, end: token };
      } else if (parser.peek().kind === 'keyword' && ['end', 'else'].includes(parser.peek().text)) {
        const end = parser.next();
        if (top) parser.fail(`there is no block that {{${end.text}}} could belong to`, end.line);
        return { nodes, end };
      } else {
        const node = action();
        if (node) nodes.push(node);
      }
    }
  }

  function action(): Node | undefined {
    const { kind, text, line } = parser.peek();
    if (kind !== 'keyword') return { kind: 'action', pipeline: parsePipeline(parser, 'close', 'an action'), line };
    parser.next();
    switch (text) {
      case 'if':
      case 'with':
      case 'range':
        return parser.nested(() => branch(text, line));
      case 'template':
        return call(line);
      case 'define':
        define(line, 'define');
        return undefined;
      case 'block':
        return block(line);
      case 'break':
      case 'continue':
        if (parser.ranges === 0) parser.fail(`{{${text}}} is outside {{range}}`, line);
        parser.take('close', `after ${text}`);
        return { kind: text, line };
      default:
        return parser.fail(`unexpected ${text}`, line);
    }
  }

  function branch(kind: Branch['kind'], line: number): Branch {
    const inSight = parser.variables.length;
    const pipeline = parsePipeline(parser, 'close', kind);
    if (kind === 'range') parser.ranges++;
    const { nodes: body, end } = scoped(() => list(false, line));
    if (kind === 'range') parser.ranges--;
    const otherwise = end.text === 'else' ? alternative(kind, line) : closed();
    parser.variables.length = inSight;
    return { kind, line, pipeline, body, otherwise };
  }

  function alternative(kind: Branch['kind'], line: number): readonly Node[] {
    const next = parser.peek();
    if (kind !== 'range' && next.kind === 'keyword' && next.text === kind) {
      parser.next();
      // The inner block takes the one {{end}} that there is.
      return [parser.nested(() => branch(kind, next.line))];
    }
    parser.take('close', 'after else');
    const { nodes, end } = scoped(() => list(false, line));
    if (end.text === 'else') parser.fail(`the block that starts in line ${line} has a second {{else}}`, end.line);
    closed();
    return nodes;
  }

  function closed(): readonly Node[] {
    parser.take('close', 'after end');
    return [];
  }

  function scoped<T>(parse: () => T): T {
    const inSight = parser.variables.length;
    const result = parse();
    parser.variables.length = inSight;
    return result;
  }

  function call(line: number): Node {
    const name = parser.take('string', 'with the name of the template').text;
    if (parser.peek().kind !== 'close') return { kind: 'call', name, argument: parsePipeline(parser, 'close', 'template'), line };
    parser.next();
    return { kind: 'call', name, argument: undefined, line };
  }

  function define(line: number, keyword: 'define' | 'block', name = parser.take('string', 'with the name of the template').text) {
    if (keyword === 'define') parser.take('close', 'after the name');
    const outer: Pick<Parser, 'variables' | 'ranges'> = { variables: parser.variables, ranges: parser.ranges };
    parser.variables = ['$'];
    parser.ranges = 0;
    const { nodes, end } = parser.nested(() => list(false, line));
    if (end.text === 'else') parser.fail('{{else}} belongs to if, with and range', end.line);
    closed();
    Object.assign(parser, outer);
    if (definitions.has(name)) parser.fail(`${JSON.stringify(name)} is defined twice`, line);
    definitions.set(name, { name, nodes });
  }

  function block(line: number): Node {
    const name = parser.take('string', 'with the name of the template').text;
    const argument = parsePipeline(parser, 'close', 'block');
    define(line, 'block', name);
    return { kind: 'call', name, argument, line };
  }

  const { nodes } = list(true, 1);
  return { main: { name, nodes }, definitions: [...definitions.values()] };
}
