import type { Numeric } from './decimal.ts';
import type { DocumentFault } from './document-fault.ts';
import type { Run } from './run.ts';
import type { Violation } from './violation.ts';

/** A compiled sub-schema: what the value breaks, all of it in one violation; undefined when it fits. */
export type Check = (value: unknown, run: Run) => Violation | undefined;

/** A compiled keyword: adds what the value breaks. */
export type Rule<T = unknown> = (value: T, run: Run, violations: Violation[]) => void;

export type ObjectValue = Readonly<Record<string, unknown>>;

/** The compiled keywords of one sub-schema, by the kind of value that they look at, in the order in which they report. */
export interface Rules {
  readonly any: Rule[];
  readonly object: Rule<ObjectValue>[];
  readonly array: Rule<readonly unknown[]>[];
  readonly string: Rule<string>[];
  readonly number: Rule<Numeric>[];
  /** What reports after all others. */
  readonly last: Rule[];
}

export type Draft = 4 | 6 | 7;

/** What a keyword sees of the sub-schema that it stands in, while it is compiled. */
export interface KeywordContext {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly draft: Draft;
  /** Where the sub-schema is: `#/properties/traits`. */
  readonly place: string;
  /** Where a keyword of the sub-schema is, or something below it. */
  at(...names: readonly (string | number)[]): string;
  /** Compiles a sub-schema of a member, an element or a name of the value. */
  compile(schema: unknown, ...names: readonly (string | number)[]): Check;
  /** Compiles a sub-schema of the value itself. */
  compileInPlace(schema: unknown, ...names: readonly (string | number)[]): Check;
  /** What is wrong at a keyword or below it, to be thrown. */
  fault(problem: string, ...names: readonly (string | number)[]): DocumentFault;
}
