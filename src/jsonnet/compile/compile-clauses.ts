import type { Clause } from '../syntax/syntax.ts';
import type { Run } from '../value/run.ts';
import { scopeIn } from '../value/thunk.ts';
import { isArray, typeName } from '../value/type-name.ts';
import type { Code, Scope } from '../value/value.ts';
import { type Compile, type Names, namesIn } from './names.ts';
import { truth } from './operators.ts';

/** The clauses of a comprehension: the names inside, and a way through everything that they let pass. */
export interface Clauses {
  readonly names: Names;
  readonly visit: (scope: Scope, run: Run, visitor: (bound: Scope) => void) => void;
}

/** A pass makes a scope, and mostly something that keeps it. */
const STEPS_PER_PASS = 4;

interface Step {
  readonly at: number;
  readonly isLoop: boolean;
  readonly code: Code;
}

export function compileClauses(clauses: readonly Clause[], outside: Names, compile: Compile): Clauses {
  let names = outside;
  const steps: Step[] = [];
  for (const { at, name, value } of clauses) {
    steps.push({ at, isLoop: name !== undefined, code: compile(value, names) });
    if (name !== undefined) names = namesIn(names, [name]);
  }
  const visit = (index: number, scope: Scope, run: Run, visitor: (bound: Scope) => void): void => {
    const step = steps[index];
    if (!step) {
      visitor(scope);
      return;
    }
    run.spend(1);
    const value = step.code(scope, run);
    run.at = step.at;
    if (!step.isLoop) {
      if (truth(value, 'if', run)) visit(index + 1, scope, run, visitor);
      return;
    }
    const elements = isArray(value) ? value : run.fail(`for needs an array, got ${typeName(value)}`);
    run.spend(elements.length * STEPS_PER_PASS);
    for (const element of elements) visit(index + 1, scopeIn(scope, [element]), run, visitor);
  };
  return { names, visit: (scope, run, visitor) => visit(0, scope, run, visitor) };
}
