import { createCompiler } from './compile/compile.ts';
import { namesIn } from './compile/names.ts';
import { Fault } from './fault.ts';
import { JsonnetCancelled, JsonnetError } from './jsonnet-error.ts';
import { createLibrary } from './std/library.ts';
import { modulo } from './std/modulo.ts';
import { parse } from './syntax/parse.ts';
import { valueOfJson } from './value/from-json.ts';
import { jsonText, MINIFIED } from './value/json-text.ts';
import { JsonnetFunction } from './value/jsonnet-function.ts';
import { LIMITS, Run } from './value/run.ts';
import { EMPTY_SCOPE, known, scopeIn } from './value/thunk.ts';

/** What a snippet is given, as JSON texts by name. */
export interface JsonnetInputs {
  /** Arguments of the function that the snippet is; a snippet that is no function leaves them alone. */
  readonly tla?: Readonly<Record<string, string>>;
  /** What `std.extVar` returns. */
  readonly ext?: Readonly<Record<string, string>>;
}

/** A snippet that can be evaluated many times. @throws JsonnetError, JsonnetCancelled */
export type Snippet = (inputs: JsonnetInputs) => string;

/** Compiles snippets. @throws JsonnetError */
export type Evaluator = (text: string) => Snippet;

function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Turns what went wrong inside into the errors of the interface; the machine's own stack may end before the counted depth. */
function guarded<T>(text: string, at: () => number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) throw new JsonnetError(error.message, placeIn(text, error.at));
    if (error instanceof RangeError) throw new JsonnetError(`the machine gave up: ${error.message}`, placeIn(text, at()), error);
    throw error;
  }
}

/** Makes an evaluator. Evaluations are bounded by counts (see `LIMITS`) and touch nothing but their inputs. */
export function createEvaluator(): Evaluator {
  const compile = createCompiler(modulo);
  const names = namesIn(undefined, ['std']);
  const scope = scopeIn(EMPTY_SCOPE, [known(createLibrary())]);
  return (text) => {
    const start = () => 0;
    const code = guarded(text, start, () => compile(parse(text), names));
    return ({ tla = {}, ext = {} }) => {
      const run = new Run(new Map(Object.entries(ext)), LIMITS);
      const evaluate = () => {
        const value = code(scope, run);
        if (!(value instanceof JsonnetFunction)) return jsonText(value, MINIFIED, run);
        const args = new Map(Object.entries(tla).map(([name, json]) => [name, known(valueOfJson(json, run))]));
        return jsonText(value.apply(value.bind([], args, run), run), MINIFIED, run);
      };
      return guarded(
        text,
        () => run.at,
        () => cancellable(evaluate),
      );
    };
  };
}

function cancellable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault && error.message === 'cancel') throw new JsonnetCancelled();
    throw error;
  }
}
