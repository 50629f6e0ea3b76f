export type PrimitiveType = 'string' | 'number' | 'integer' | 'boolean';

/** A leaf of `traits` in an identity schema: what a form asks for in one place. */
export interface TraitField {
  /** As forms call it: `traits.name.first`. */
  readonly name: string;
  /** Member names from the traits to the value: `['name', 'first']`. */
  readonly path: readonly string[];
  /** `unknown` where the schema leaves the type open or allows several. */
  readonly type: PrimitiveType | 'array' | 'object' | 'unknown';
  /** What the elements of an array are, when they are all of one primitive type. */
  readonly items?: PrimitiveType;
  readonly format?: string;
  readonly pattern?: string;
  readonly title?: string;
  /** Whether the object that it stands in asks for it. */
  readonly required: boolean;
  /** The values that are allowed, as the schema lists them. */
  readonly enum?: readonly unknown[];
  /** Whether the schema wants it shown but not filled in (`disableFormField`). */
  readonly disabled: boolean;
}

/** A trait by which somebody signs in. */
export interface IdentifierField {
  /** As forms call it: `traits.email`. */
  readonly name: string;
  readonly title?: string;
}
