import type { Budget } from './budget.ts';
import type { Command, Definition, Pipeline } from './node.ts';
import type { Output } from './output.ts';
import { TemplateError, ValueFault } from './template-error.ts';
import type { FunctionContext, Functions } from './template-function.ts';
import type { Value } from './value.ts';

/** What a rendering works with. */
export interface Rendering {
  readonly templates: ReadonlyMap<string, Definition>;
  readonly functions: Functions;
  readonly output: Output;
  readonly budget: Budget;
  readonly functionContext: FunctionContext;
}

/** One call of a template: its name, and the variables that it can see, the youngest last. */
export interface Frame {
  readonly rendering: Rendering;
  readonly template: string;
  readonly depth: number;
  readonly variables: { readonly name: string; value: Value }[];
}

/** Whether a function makes the value of a pipeline. */
export function endsWith({ commands }: Pipeline, name: string): boolean {
  const last = commands[commands.length - 1];
  return last?.operand.kind === 'function' && last.operand.name === name;
}

/** The pipeline without `html` at its end, for where every value is escaped anyway. */
export function withoutEscaping(pipeline: Pipeline): Pipeline {
  if (!endsWith(pipeline, 'html')) return pipeline;
  const { commands } = pipeline;
  const last: Command = { operand: { kind: 'function', name: 'print' }, args: commands[commands.length - 1]?.args ?? [] };
  return { ...pipeline, commands: [...commands.slice(0, -1), last] };
}

/** Runs something and says where it went wrong. @throws TemplateError in place of a ValueFault */
export function located<T>(frame: Frame, line: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ValueFault) throw new TemplateError(frame.template, line, error.message, { cause: error });
    throw error;
  }
}
