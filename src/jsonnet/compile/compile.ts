import type { Syntax } from '../syntax/syntax.ts';
import { textOf } from '../value/add.ts';
import type { Run } from '../value/run.ts';
import { scopeIn, Thunk } from '../value/thunk.ts';
import type { Code, Scope } from '../value/value.ts';
import { access, slice } from './access.ts';
import { createBinaryCompiler } from './compile-binary.ts';
import { compileClauses } from './compile-clauses.ts';
import { compileCall, compileFunction, type TailCode, thunkMaker } from './compile-function.ts';
import { compileSelf, compileSuper, compileVariable } from './compile-name.ts';
import { compileAssert, compileObject, compileObjectComprehension } from './compile-object.ts';
import { type Names, namesIn } from './names.ts';
import { type Modulo, truth, unary } from './operators.ts';

/**
 * Makes a compiler: it turns an expression into a function of the scope, so that names are looked up once and not at every
 * evaluation. @throws Fault for names that nobody defined
 */
export function createCompiler(modulo: Modulo): (syntax: Syntax, names: Names) => Code {
  const compileBinary = createBinaryCompiler(modulo);

  function compile(syntax: Syntax, names: Names): Code {
    const { at } = syntax;
    switch (syntax.kind) {
      case 'literal':
        return () => syntax.value;
      case 'variable':
        return compileVariable(syntax.name, names, at);
      case 'self':
        return compileSelf('self', names, at);
      case 'dollar':
        return compileSelf('$', names, at);
      case 'super':
      case 'in_super':
        return compileSuper(syntax.kind, syntax.name, names, at, compile);
      case 'index': {
        const [of, index] = [compile(syntax.of, names), compile(syntax.index, names)];
        return (scope, run) => {
          const [container, key] = [of(scope, run), index(scope, run)];
          run.at = at;
          return access(container, key, run);
        };
      }
      case 'slice': {
        const of = compile(syntax.of, names);
        const bounds = [0, 1, 2].map((index) => {
          const bound = syntax.bounds[index];
          return bound && compile(bound, names);
        });
        return (scope, run) => {
          const container = of(scope, run);
          const [start = null, end = null, step = null] = bounds.map((bound) => bound?.(scope, run));
          run.at = at;
          return slice(container, [start, end, step], run);
        };
      }
      case 'call':
        return compileCall(syntax, names, compile).plain;
      case 'function':
        return compileFunction(syntax.parameters, names, (inner) => compileLast(syntax.body, inner), compile);
      case 'error': {
        const message = compile(syntax.message, names);
        return (scope, run) => {
          const said = textOf(message(scope, run), run);
          run.at = at;
          return run.fail(said);
        };
      }
      case 'unary': {
        const operand = compile(syntax.operand, names);
        return (scope, run) => {
          const value = operand(scope, run);
          run.at = at;
          return unary(syntax.operator, value, run);
        };
      }
      case 'binary':
        return compileBinary(syntax.operator, compile(syntax.left, names), compile(syntax.right, names), at);
      case 'array': {
        const makers = syntax.elements.map((element) => thunkMaker(element, names, compile));
        return (scope, run) => {
          run.spend(1 + makers.length);
          return makers.map((make) => make(scope));
        };
      }
      case 'array_comprehension': {
        const each = compileClauses(syntax.clauses, names, compile);
        const code = compile(syntax.element, each.names);
        return (scope, run) => {
          const elements: Thunk[] = [];
          each.visit(scope, run, (bound) => elements.push(new Thunk(undefined, code, bound)));
          return elements;
        };
      }
      case 'object':
        return compileObject(syntax, names, compile);
      case 'object_comprehension':
        return compileObjectComprehension(syntax, names, compile);
      case 'import':
        return (_scope, run) => {
          run.at = at;
          return run.fail('imports are not allowed here');
        };
      case 'if':
      case 'local':
      case 'assert':
        return compileBlock(syntax, names, compile);
    }
  }

  /** The code of what a function ends with. */
  function compileLast(syntax: Syntax, names: Names): TailCode {
    if (syntax.kind === 'call') return compileCall(syntax, names, compile).last;
    if (syntax.kind === 'if' || syntax.kind === 'local' || syntax.kind === 'assert')
      return compileBlock(syntax, names, compileLast);
    return compile(syntax, names);
  }

  type Block = Extract<Syntax, { readonly kind: 'if' | 'local' | 'assert' }>;

  /** What ends with another expression, compiled by `end`. */
  function compileBlock<T>(
    syntax: Block,
    names: Names,
    end: (syntax: Syntax, names: Names) => (scope: Scope, run: Run) => T,
  ): (scope: Scope, run: Run) => T {
    const { at } = syntax;
    if (syntax.kind === 'if') {
      const test = compile(syntax.test, names);
      const yes = end(syntax.yes, names);
      const no = end(syntax.no ?? { kind: 'literal', at, value: null }, names);
      return (scope, run) => {
        const condition = test(scope, run);
        run.at = at;
        return truth(condition, 'if', run) ? yes(scope, run) : no(scope, run);
      };
    }
    if (syntax.kind === 'assert') {
      const check = compileAssert(syntax.assert, names, compile);
      const rest = end(syntax.rest, names);
      return (scope, run) => {
        check(scope, run);
        return rest(scope, run);
      };
    }
    const inner = namesIn(
      names,
      syntax.bindings.map(({ name }) => name),
    );
    const codes = syntax.bindings.map(({ value }) => compile(value, inner));
    const body = end(syntax.body, inner);
    return (scope, run) => {
      const slots: Thunk[] = [];
      const frame = scopeIn(scope, slots);
      run.spend(codes.length);
      for (const code of codes) slots.push(new Thunk(undefined, code, frame));
      return body(frame, run);
    };
  }

  return compile;
}
