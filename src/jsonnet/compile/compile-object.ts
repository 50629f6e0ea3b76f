import type { AssertSyntax, ObjectComprehension, ObjectSyntax } from '../syntax/syntax.ts';
import { add, textOf } from '../value/add.ts';
import { type Field, JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { typeName } from '../value/type-name.ts';
import type { Code, Scope, Value } from '../value/value.ts';
import { compileClauses } from './compile-clauses.ts';
import { type Compile, type Names, namesIn } from './names.ts';
import { truth } from './operators.ts';

/** Fails unless the test holds. */
export function compileAssert({ at, test, message }: AssertSyntax, names: Names, compile: Compile): Code {
  const condition = compile(test, names);
  const text = message && compile(message, names);
  return (scope, run) => {
    const holds = condition(scope, run);
    run.at = at;
    if (truth(holds, 'assert', run)) return null;
    const said = text?.(scope, run) ?? 'an assertion does not hold';
    run.at = at;
    return run.fail(textOf(said, run));
  };
}

function addField(fields: Map<string, Field>, name: Value, field: Field, run: Run): void {
  if (name === null) return;
  if (typeof name !== 'string') run.fail(`a field is named by a text, got ${typeName(name)}`);
  if (fields.has(name)) run.fail(`the field ${JSON.stringify(name)} stands here twice`);
  fields.set(name, field);
}

export function compileObject(syntax: ObjectSyntax, names: Names, compile: Compile): Code {
  const inner = namesIn(
    names,
    syntax.locals.map(({ name }) => name),
    true,
  );
  const locals = syntax.locals.map(({ value }) => compile(value, inner));
  const asserts = syntax.asserts.map((assert) => compileAssert(assert, inner, compile));
  const members = syntax.fields.map(({ at, name, plus, visibility, value }) => {
    const field: Field = { visibility, plus, value: undefined, code: compile(value, inner), scope: undefined };
    return { at, name: compile(name, names), field };
  });
  const fieldsIn = (scope: Scope, run: Run) => {
    const fields = new Map<string, Field>();
    for (const { at, name, field } of members) {
      const said = name(scope, run);
      run.at = at;
      addField(fields, said, field, run);
    }
    return fields;
  };
  const isFixed = syntax.fields.every(({ name }) => name.kind === 'literal');
  let fixed: ReadonlyMap<string, Field> | undefined;
  return (scope, run) => {
    run.spend(1 + members.length);
    const fields = fixed ?? fieldsIn(scope, run);
    if (isFixed) fixed = fields;
    return new JsonnetObject([{ fields, locals, asserts, scope }], add);
  };
}

export function compileObjectComprehension(syntax: ObjectComprehension, names: Names, compile: Compile): Code {
  const { at, field, clauses } = syntax;
  const each = compileClauses(clauses, names, compile);
  const name = compile(field.name, each.names);
  const inner = namesIn(
    each.names,
    syntax.locals.map((local) => local.name),
    true,
  );
  const locals = syntax.locals.map(({ value }) => compile(value, inner));
  const code = compile(field.value, inner);
  return (scope, run) => {
    const fields = new Map<string, Field>();
    each.visit(scope, run, (bound) => {
      const said = name(bound, run);
      run.at = at;
      addField(fields, said, { visibility: 'inherited', plus: field.plus, value: undefined, code, scope: bound }, run);
    });
    return new JsonnetObject([{ fields, locals, asserts: [], scope: undefined }], add);
  };
}
