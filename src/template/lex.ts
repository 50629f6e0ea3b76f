import { lexAction } from './lex-action.ts';
import { LIMITS } from './limits.ts';
import { TemplateError } from './template-error.ts';
import type { Token, TokenKind } from './token.ts';

const SPACE = /[ \t\r\n]/;
const SPACES = /[ \t\r\n]+/y;
const CLOSE = /[ \t\r\n]-\}\}|\}\}/y;

/** Cuts a template into texts and the tokens of its actions; trim markers and comments are dealt with. @throws TemplateError */
export function lex(name: string, source: string): Token[] {
  if (source.length > LIMITS.source) throw new TemplateError(name, 0, 'it is larger than 1 MiB');
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let trimStart = false;

  const fail = (problem: string): never => {
    throw new TemplateError(name, line, problem);
  };
  const move = (to: number) => {
    for (let next = source.indexOf('\n', at); next >= 0 && next < to; next = source.indexOf('\n', next + 1)) line++;
    at = to;
  };
  const push = (kind: TokenKind, text: string, spaced = false) => tokens.push({ kind, text, line, spaced });
  const closing = (from: number): string | undefined => {
    CLOSE.lastIndex = from;
    return CLOSE.exec(source)?.[0];
  };
  const close = (mark: string) => {
    trimStart = mark.length > 2;
    move(at + mark.length);
  };

  function text(end: number, trimEnd: boolean): void {
    let part = source.slice(at, end);
    if (trimStart) part = part.replace(/^[ \t\r\n]+/, '');
    if (trimEnd) part = withoutTrailingSpace(part);
    if (part !== '') push('text', part);
    trimStart = false;
    move(end);
  }

  function comment(): void {
    const end = source.indexOf('*/', at + 2);
    if (end < 0) fail('a comment does not end');
    const mark = closing(end + 2) ?? fail('expected }} right after a comment');
    move(end + 2);
    close(mark);
  }

  function action(): void {
    push('open', '{{');
    for (;;) {
      const mark = closing(at);
      if (mark !== undefined) {
        push('close', '}}');
        close(mark);
        return;
      }
      SPACES.lastIndex = at;
      const spaces = SPACES.exec(source)?.[0].length ?? 0;
      // The space of a trim marker belongs to the marker.
      const trimmed = spaces > 1 && closing(at + spaces - 1) !== undefined ? spaces - 1 : spaces;
      if (trimmed > 0) move(at + trimmed);
      if (closing(at) !== undefined) continue;
      if (at >= source.length) fail('an action does not end: expected }}');
      const lexed = lexAction(source, at);
      const { kind, text: written, end } = typeof lexed === 'string' ? fail(lexed) : lexed;
      push(kind, written, trimmed > 0);
      move(end);
    }
  }

  for (;;) {
    const open = source.indexOf('{{', at);
    if (open < 0) break;
    const trims = source[open + 2] === '-' && SPACE.test(source[open + 3] ?? '');
    text(open, trims);
    move(open + (trims ? 4 : 2));
    if (source.startsWith('/*', at)) comment();
    else action();
  }
  text(source.length, false);
  push('end of file', '');
  return tokens;
}

/** A regular expression with `$` would take quadratic time. */
function withoutTrailingSpace(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
