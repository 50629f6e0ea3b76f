import { Fault } from '../fault.ts';
import type { Syntax } from '../syntax/syntax.ts';
import type { Code } from '../value/value.ts';

/** The names of a scope, in the order of its slots, and the scope around it. */
export interface Names {
  readonly slots: ReadonlyMap<string, number>;
  readonly up: Names | undefined;
  /** Whether `self`, `super` and `$` mean something. */
  readonly inObject: boolean;
}

/** Compiles an expression for a scope with those names. */
export type Compile = (syntax: Syntax, names: Names) => Code;

/** A scope inside another; `inObject` when it is that of an object's fields. */
export function namesIn(up: Names | undefined, names: readonly string[], inObject = up?.inObject ?? false): Names {
  return { slots: new Map(names.map((name, index) => [name, index])), up, inObject };
}

/** How many scopes up a name is, and its slot there. @throws Fault when it is in none */
export function resolveName(name: string, names: Names, at: number): { readonly levels: number; readonly slot: number } {
  let levels = 0;
  for (let scope: Names | undefined = names; scope; scope = scope.up, levels++) {
    const slot = scope.slots.get(name);
    if (slot !== undefined) return { levels, slot };
  }
  throw new Fault(`the name ${name} is not defined`, at);
}

/** @throws Fault outside objects */
export function assertInObject(word: string, { inObject }: Names, at: number): void {
  if (!inObject) throw new Fault(`${word} stands outside of any object`, at);
}
