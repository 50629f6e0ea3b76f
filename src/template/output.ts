import { createPieces } from './pieces.ts';
import { printValue } from './print-value.ts';
import { isNil, type Value } from './value.ts';

/** Takes what a template prints. All throw a ValueFault when it is too much, or cannot stand there. */
export interface Output {
  /** What stands in the template. */
  literal(text: string): void;
  value(value: Value, isQueryEscaped: boolean): void;
  /** Whether values are escaped for HTML, so that the template need not do it. */
  readonly escapes: boolean;
  /** All of it; the template has ended. */
  finish(): string;
}

/** Prints values as they are, and `<no value>` for nil. */
export function createTextOutput(): Output {
  const pieces = createPieces();
  return {
    escapes: false,
    literal: pieces.add,
    value: (value) => pieces.add(isNil(value) ? '<no value>' : printValue(value)),
    finish: pieces.text,
  };
}
