import type { Value } from '../value.ts';

/** Follows a text in another language than HTML, and escapes values for the place that was reached. */
export interface Embedded {
  /** One character of the template, after HTML entities were read. */
  read(character: string): void;
  /** @throws ValueFault when no value can stand here */
  escape(value: Value): string;
}
