/** The value of an operand. Names are chains of fields, as in `.a.b` or `(f).a.b`. */
export type Operand =
  | { readonly kind: 'dot' }
  | { readonly kind: 'nil' }
  | { readonly kind: 'literal'; readonly value: boolean | number | string }
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'chain'; readonly of: Operand; readonly names: readonly string[] };

/** An operand with its arguments. */
export interface Command {
  readonly operand: Operand;
  readonly args: readonly Operand[];
}

/** Commands, each of which hands its value to the next one as its last argument. */
export interface Pipeline {
  readonly line: number;
  /** Variables that take the value. */
  readonly variables: readonly string[];
  /** `=` instead of `:=` */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** `if`, `with` and `range`. */
export interface Branch {
  readonly kind: 'if' | 'with' | 'range';
  readonly line: number;
  readonly pipeline: Pipeline;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}

export type Node =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'action'; readonly pipeline: Pipeline; readonly line: number }
  | { readonly kind: 'break' | 'continue'; readonly line: number }
  | { readonly kind: 'call'; readonly name: string; readonly argument: Pipeline | undefined; readonly line: number }
  | Branch;

/** A template that can be called by its name. */
export interface Definition {
  readonly name: string;
  readonly nodes: readonly Node[];
}

/** Whether it prints nothing, whatever the data; such a definition does not replace another one. */
export function isEmpty({ nodes }: Definition): boolean {
  return nodes.every((node) => node.kind === 'text' && node.text.trim() === '');
}
