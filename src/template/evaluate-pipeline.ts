import type { Command, Operand, Pipeline } from './node.ts';
import type { Frame } from './rendering.ts';
import { ValueFault } from './template-error.ts';
import { isTrue, Struct, typeName, type Value } from './value.ts';

/** Functions that do not evaluate all their arguments. */
const LAZY = ['and', 'or'];

/** The value of a field. @throws ValueFault where Go knows none */
function fieldOf(value: Value, name: string): Value {
  if (value === undefined) return undefined;
  if (value instanceof Map) return value.get(name);
  if (value === null) throw new ValueFault(`.${name} is asked of nil`);
  if (!(value instanceof Struct)) throw new ValueFault(`.${name} is asked of ${typeName(value)}, which has no fields`);
  if (value.fields.has(name)) return value.fields.get(name);
  throw new ValueFault(
    `there is no field .${name}; expected one of ${[...value.fields.keys()].map((key) => `.${key}`).join(', ')}`,
  );
}

function variable({ variables }: Frame, name: string): { value: Value } {
  const found = variables.findLast((candidate) => candidate.name === name);
  if (!found) throw new ValueFault(`there is no variable ${name}`);
  return found;
}

/** The value of an operand, without arguments. */
function evaluate(frame: Frame, dot: Value, operand: Operand): Value {
  switch (operand.kind) {
    case 'dot':
      return dot;
    case 'nil':
      return null;
    case 'literal':
      return operand.value;
    case 'field':
      return operand.names.reduce(fieldOf, dot);
    case 'variable':
      return operand.names.reduce(fieldOf, variable(frame, operand.name).value);
    case 'chain':
      return operand.names.reduce(fieldOf, evaluate(frame, dot, operand.of));
    case 'pipeline':
      return evaluatePipeline(frame, dot, operand.pipeline);
    case 'function':
      return call(frame, dot, operand.name, [], []);
  }
}

/** `and` and `or` answer the first value that decides. */
function decide(frame: Frame, dot: Value, name: string, operands: readonly Operand[], piped: readonly Value[]): Value {
  if (operands.length + piped.length === 0) throw new ValueFault(`${name} needs a value`);
  let value: Value;
  for (const operand of operands) {
    value = evaluate(frame, dot, operand);
    if (isTrue(value) === (name === 'or')) return value;
  }
  return piped.length > 0 ? piped[0] : value;
}

function call(frame: Frame, dot: Value, name: string, operands: readonly Operand[], piped: readonly Value[]): Value {
  const { budget, functions, functionContext } = frame.rendering;
  budget.step();
  if (LAZY.includes(name)) return decide(frame, dot, name, operands, piped);
  const found = functions[name];
  if (!found) throw new ValueFault(`there is no function ${name}`);
  const args = [...operands.map((operand) => evaluate(frame, dot, operand)), ...piped];
  if (args.length < found.least || args.length > found.most) {
    const { least, most } = found;
    const wanted = least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
    throw new ValueFault(`${name} takes ${wanted} value${wanted === '1' ? '' : 's'}, got ${args.length}`);
  }
  try {
    return found.call(args, functionContext);
  } catch (error) {
    if (error instanceof ValueFault) throw new ValueFault(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

function command(frame: Frame, dot: Value, { operand, args }: Command, piped: readonly Value[]): Value {
  frame.rendering.budget.step();
  if (operand.kind === 'function') return call(frame, dot, operand.name, args, piped);
  if (args.length + piped.length > 0) {
    const name =
      operand.kind === 'field' ? `.${operand.names.join('.')}` : operand.kind === 'variable' ? operand.name : 'another value';
    throw new ValueFault(`a value is given to ${name}, which is not a function`);
  }
  if (operand.kind === 'nil') throw new ValueFault('nil alone has no value');
  return evaluate(frame, dot, operand);
}

/** The value of a pipeline; what it declares or assigns is done. @throws ValueFault */
export function evaluatePipeline(frame: Frame, dot: Value, pipeline: Pipeline): Value {
  let value: Value;
  for (const [index, each] of pipeline.commands.entries()) value = command(frame, dot, each, index === 0 ? [] : [value]);
  if (pipeline.assigns) for (const name of pipeline.variables) variable(frame, name).value = value;
  else for (const name of pipeline.variables) frame.variables.push({ name, value });
  return value;
}
