/** What a template is made of, once its characters are read. */
export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'identifier'
  | 'keyword'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'boolean'
  | 'number'
  | 'string'
  | '|'
  | ':='
  | '='
  | ','
  | '('
  | ')'
  | 'end of file';

export interface Token {
  readonly kind: TokenKind;
  /** As written; the name without its dot in fields, the value in strings and characters. */
  readonly text: string;
  readonly line: number;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

/** The token, for the end of "expected …, got …". */
export function describeToken({ kind, text }: Token): string {
  if (kind === 'text') return 'text';
  if (kind === 'open') return '{{';
  if (kind === 'close') return '}}';
  if (kind === 'field') return `.${text}`;
  if (kind === 'string') return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  return kind === 'end of file' ? kind : text;
}
