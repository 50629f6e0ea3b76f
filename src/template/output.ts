import { createPieces } from './pieces.ts';
import { printValue } from './print-value.ts';
import { isNil, type Value } from './value.ts';

/** How a printed value was already escaped by its pipeline. */
export type Escaped = 'html' | 'urlquery' | undefined;

/** Takes what a template prints. All throw a ValueFault when it is too much, or cannot stand there. */
export interface Output {
  /** What stands in the template. */
  literal(text: string): void;
  value(value: Value, escaped: Escaped): void;
  /** All of it; the template has ended. */
  finish(): string;
}

/** Prints values as they are, and `<no value>` for nil. */
export function createTextOutput(): Output {
  const pieces = createPieces();
  return {
    literal: pieces.add,
    value: (value) => pieces.add(isNil(value) ? '<no value>' : printValue(value)),
    finish: pieces.text,
  };
}
