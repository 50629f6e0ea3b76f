import type { Budget } from './budget.ts';
import type { Value } from './value.ts';

/** What functions can know of the rendering. */
export interface FunctionContext {
  readonly budget: Budget;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Call = (args: readonly Value[], context: FunctionContext) => Value;

/** A function that templates can call. @throws ValueFault from `call` when the arguments do not fit */
export interface TemplateFunction {
  readonly least: number;
  readonly most: number;
  readonly call: Call;
}

export type Functions = Readonly<Record<string, TemplateFunction>>;

/** A function of exactly so many arguments. */
export function of(count: number, call: Call): TemplateFunction {
  return { least: count, most: count, call };
}

/** A function that takes more arguments than it needs. */
export function from(least: number, call: Call, most = Number.POSITIVE_INFINITY): TemplateFunction {
  return { least, most, call };
}
