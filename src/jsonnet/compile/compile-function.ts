import type { CallSyntax, Parameter, Syntax } from '../syntax/syntax.ts';
import { JsonnetFunction, TailCall } from '../value/jsonnet-function.ts';
import type { Run } from '../value/run.ts';
import { known, scopeIn, Thunk } from '../value/thunk.ts';
import { typeName } from '../value/type-name.ts';
import type { Code, Scope } from '../value/value.ts';
import { type Compile, type Names, namesIn, resolveName } from './names.ts';

/** Makes the thunk of an argument or element. */
export type MakeThunk = (scope: Scope) => Thunk;

/** The code of a function's body may leave its last call to the caller. */
export type TailCode = (scope: Scope, run: Run) => ReturnType<Code> | TailCall;

/** What is known or a thunk already needs no other one around it. */
export function thunkMaker(syntax: Syntax, names: Names, compile: Compile): MakeThunk {
  if (syntax.kind === 'literal') {
    const thunk = known(syntax.value);
    return () => thunk;
  }
  const code = compile(syntax, names);
  if (syntax.kind !== 'variable') return (scope) => new Thunk(undefined, code, scope);
  const { levels, slot } = resolveName(syntax.name, names, syntax.at);
  return (scope) => {
    let holder: Scope | undefined = scope;
    for (let level = 0; level < levels; level++) holder = holder?.up;
    return holder?.slots[slot] ?? new Thunk(undefined, code, scope);
  };
}

export function compileFunction(
  parameters: readonly Parameter[],
  names: Names,
  body: (inner: Names) => TailCode,
  compile: Compile,
): Code {
  const inner = namesIn(
    names,
    parameters.map(({ name }) => name),
  );
  const defaults = parameters.map((parameter) => parameter.default && compile(parameter.default, inner));
  const code = body(inner);
  const declared = parameters.map(({ name }, index) => ({ name, optional: defaults[index] !== undefined }));
  return (scope) =>
    new JsonnetFunction('the function', declared, (bound, run) => {
      const slots: Thunk[] = [];
      const frame = scopeIn(scope, slots);
      for (const [index, fallback] of defaults.entries()) slots.push(bound[index] ?? new Thunk(undefined, fallback, frame));
      return code(frame, run);
    });
}

/** A call; the first form is for anywhere, the second for the end of a function. */
export function compileCall({ at, callee, positional, named, strict }: CallSyntax, names: Names, compile: Compile) {
  const target = compile(callee, names);
  const makers = positional.map((argument) => thunkMaker(argument, names, compile));
  const others = named.map(({ name, value }) => [name, thunkMaker(value, names, compile)] as const);
  const bind = (scope: Scope, run: Run) => {
    const called = target(scope, run);
    run.at = at;
    if (!(called instanceof JsonnetFunction)) return run.fail(`${typeName(called)} cannot be called`);
    const args = makers.map((make) => make(scope));
    const byName = others.length === 0 ? undefined : new Map(others.map(([name, make]) => [name, make(scope)]));
    run.spend(1 + makers.length);
    const bound = called.bind(args, byName, run);
    if (strict) for (const thunk of bound) thunk?.force(run);
    run.at = at;
    return { called, bound };
  };
  const plain: Code = (scope, run) => {
    const { called, bound } = bind(scope, run);
    return called.apply(bound, run);
  };
  const last: TailCode = (scope, run) => {
    const { called, bound } = bind(scope, run);
    return new TailCall(called, bound);
  };
  return { plain, last: strict ? last : plain };
}
