/** Offset in the text of the snippet. */
export interface Placed {
  readonly at: number;
}

export type UnaryOperator = '-' | '+' | '!' | '~';

export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '<'
  | '>'
  | '<='
  | '>='
  | 'in'
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '||';

/** `name = value` of a local, `name(…) = body` being a function already. */
export interface Binding extends Placed {
  readonly name: string;
  readonly value: Syntax;
}

export interface Parameter extends Placed {
  readonly name: string;
  readonly default: Syntax | undefined;
}

/** `:` inherits its visibility from the object below, `::` hides, `:::` shows. */
export type Visibility = 'inherited' | 'hidden' | 'shown';

export interface FieldSyntax extends Placed {
  readonly name: Syntax;
  /** `+:` adds to the field of the object below. */
  readonly plus: boolean;
  readonly visibility: Visibility;
  readonly value: Syntax;
}

export interface AssertSyntax extends Placed {
  readonly test: Syntax;
  readonly message: Syntax | undefined;
}

/** `for name in value` or `if value`. */
export interface Clause extends Placed {
  readonly name: string | undefined;
  readonly value: Syntax;
}

export interface ObjectSyntax extends Placed {
  readonly kind: 'object';
  readonly locals: readonly Binding[];
  readonly fields: readonly FieldSyntax[];
  readonly asserts: readonly AssertSyntax[];
}

export interface ObjectComprehension extends Placed {
  readonly kind: 'object_comprehension';
  readonly locals: readonly Binding[];
  readonly field: FieldSyntax;
  readonly clauses: readonly Clause[];
}

export interface CallSyntax extends Placed {
  readonly kind: 'call';
  readonly callee: Syntax;
  readonly positional: readonly Syntax[];
  readonly named: readonly Binding[];
  readonly strict: boolean;
}

/** The tree of a snippet. Sugar that has a plain form (methods, `e { }`) is gone. */
export type Syntax =
  | (Placed & { readonly kind: 'literal'; readonly value: null | boolean | number | string })
  | (Placed & { readonly kind: 'variable'; readonly name: string })
  | (Placed & { readonly kind: 'self' | 'dollar' | 'import' })
  | (Placed & { readonly kind: 'super' | 'in_super'; readonly name: Syntax })
  | (Placed & { readonly kind: 'index'; readonly of: Syntax; readonly index: Syntax })
  | (Placed & { readonly kind: 'slice'; readonly of: Syntax; readonly bounds: readonly (Syntax | undefined)[] })
  | CallSyntax
  | (Placed & { readonly kind: 'function'; readonly parameters: readonly Parameter[]; readonly body: Syntax })
  | (Placed & { readonly kind: 'local'; readonly bindings: readonly Binding[]; readonly body: Syntax })
  | (Placed & { readonly kind: 'if'; readonly test: Syntax; readonly yes: Syntax; readonly no: Syntax | undefined })
  | (Placed & { readonly kind: 'error'; readonly message: Syntax })
  | (Placed & { readonly kind: 'assert'; readonly assert: AssertSyntax; readonly rest: Syntax })
  | (Placed & { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Syntax })
  | (Placed & { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Syntax; readonly right: Syntax })
  | (Placed & { readonly kind: 'array'; readonly elements: readonly Syntax[] })
  | (Placed & { readonly kind: 'array_comprehension'; readonly element: Syntax; readonly clauses: readonly Clause[] })
  | ObjectSyntax
  | ObjectComprehension;
