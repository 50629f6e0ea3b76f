import type { Syntax } from '../syntax/syntax.ts';
import type { JsonnetObject } from '../value/jsonnet-object.ts';
import { typeName } from '../value/type-name.ts';
import type { Code, Scope, Value } from '../value/value.ts';
import { assertInObject, type Compile, type Names, resolveName } from './names.ts';

export function compileVariable(name: string, names: Names, at: number): Code {
  const { levels, slot } = resolveName(name, names, at);
  return (scope, run): Value => {
    let holder: Scope | undefined = scope;
    for (let level = 0; level < levels; level++) holder = holder?.up;
    const thunk = holder?.slots[slot];
    if (thunk === undefined) throw new TypeError(`the name ${name} has no slot`);
    return thunk.force(run);
  };
}

export function compileSelf(word: 'self' | '$', names: Names, at: number): Code {
  assertInObject(word, names, at);
  return word === 'self' ? ({ self }) => present(self) : ({ outermost }) => present(outermost);
}

/** `super.name`, or `name in super` */
export function compileSuper(kind: 'super' | 'in_super', name: Syntax, names: Names, at: number, compile: Compile): Code {
  assertInObject('super', names, at);
  const code = compile(name, names);
  return (scope, run) => {
    const field = code(scope, run);
    run.at = at;
    if (typeof field !== 'string') return run.fail(`a field is named by a text, got ${typeName(field)}`);
    const self = present(scope.self);
    if (kind === 'in_super') return self.has(field, run, scope.layer);
    const value = self.getBelow(field, scope.layer, run);
    return value === undefined ? run.fail(`super has no field ${JSON.stringify(field)}`) : value;
  };
}

function present(object: JsonnetObject | undefined): JsonnetObject {
  if (object === undefined) throw new TypeError('an object scope without object');
  return object;
}
