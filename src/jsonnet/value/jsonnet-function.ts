import type { Run } from './run.ts';
import type { Thunk } from './thunk.ts';
import type { Value } from './value.ts';

export interface FunctionParameter {
  readonly name: string;
  readonly optional: boolean;
}

/** A call in tail position that was marked `tailstrict`: the caller makes it, so that loops do not nest. */
export class TailCall {
  readonly callee: JsonnetFunction;
  readonly slots: readonly (Thunk | undefined)[];

  constructor(callee: JsonnetFunction, slots: readonly (Thunk | undefined)[]) {
    this.callee = callee;
    this.slots = slots;
  }
}

/** Runs with one slot per parameter; an optional one may be empty. */
export type Body = (slots: readonly (Thunk | undefined)[], run: Run) => Value | TailCall;

/** A function of a snippet or of the library. */
export class JsonnetFunction {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly #body: Body;

  constructor(name: string, parameters: readonly FunctionParameter[], body: Body) {
    this.name = name;
    this.parameters = parameters;
    this.#body = body;
  }

  /** Puts arguments in the order of the parameters. */
  bind(positional: readonly Thunk[], named: ReadonlyMap<string, Thunk> | undefined, run: Run): readonly (Thunk | undefined)[] {
    const { parameters } = this;
    if (positional.length > parameters.length)
      run.fail(`${this.name} takes ${parameters.length} arguments at most, got ${positional.length}`);
    const slots: (Thunk | undefined)[] = [...positional];
    while (slots.length < parameters.length) slots.push(undefined);
    for (const [name, argument] of named ?? []) {
      const index = parameters.findIndex((parameter) => parameter.name === name);
      if (index < 0) run.fail(`${this.name} has no parameter ${name}`);
      if (slots[index] !== undefined) run.fail(`${this.name} gets the argument ${name} twice`);
      slots[index] = argument;
    }
    for (const [index, { name, optional }] of parameters.entries())
      if (slots[index] === undefined && !optional) run.fail(`${this.name} misses the argument ${name}`);
    return slots;
  }

  /** Calls with bound arguments. */
  apply(bound: readonly (Thunk | undefined)[], run: Run): Value {
    run.enter();
    let result = this.#body(bound, run);
    while (result instanceof TailCall) {
      run.spend(1);
      result = result.callee.#body(result.slots, run);
    }
    run.leave();
    return result;
  }

  /** Calls with positional arguments. */
  call(args: readonly Thunk[], run: Run): Value {
    return this.apply(this.bind(args, undefined, run), run);
  }
}
