import { createBudget } from './budget.ts';
import { BUILTIN } from './builtin.ts';
import { execute } from './execute.ts';
import { createHtmlOutput } from './html/html-output.ts';
import { type Definition, isEmpty } from './node.ts';
import { createTextOutput } from './output.ts';
import { parseSource } from './parse-source.ts';
import { REFUSED } from './sprig/refused.ts';
import { SPRIG } from './sprig/sprig.ts';
import { TemplateError, ValueFault } from './template-error.ts';
import type { Functions } from './template-function.ts';
import { toValue } from './value.ts';

/** A file or document with a template. */
export interface TemplateSource {
  /** By which other templates can call it. */
  readonly name: string;
  readonly text: string;
}

export interface TemplateOptions {
  /** `html` escapes every value for the place where it is printed; `text` prints it as it is. */
  readonly mode: 'text' | 'html';
  /** The source that is printed when no name is given; the first one when it is left out. */
  readonly main?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Template {
  /**
   * Prints the main source, or the template of that name. Data made by `structOf` has only the fields that it has.
   * @throws TemplateError
   */
  render(data: unknown, name?: string): string;
}

const FUNCTIONS: Functions = { ...SPRIG, ...BUILTIN };
const OPTIONS = { hasFunction: (name: string) => Object.hasOwn(FUNCTIONS, name), refusals: REFUSED };

/**
 * Reads templates in the syntax of Go's text/template and html/template, with the functions of Sprig that only depend on their
 * arguments. Several sources see each other's definitions; of two with one name the later one counts, unless it is empty.
 * @throws TemplateError when one of them cannot be read
 */
export function parseTemplate(
  sources: readonly TemplateSource[],
  { mode, main: first = sources[0]?.name ?? '', now = Date.now }: TemplateOptions,
): Template {
  const templates = new Map<string, Definition>();
  const add = (definition: Definition) => {
    if (!templates.has(definition.name) || !isEmpty(definition)) templates.set(definition.name, definition);
  };
  for (const { name, text } of sources) {
    const { main, definitions } = parseSource(name, text, OPTIONS);
    for (const definition of definitions) add(definition);
    add(main);
  }
  return {
    render(data, name = first) {
      const budget = createBudget();
      const output = mode === 'html' ? createHtmlOutput() : createTextOutput();
      const rendering = { templates, functions: FUNCTIONS, output, budget, functionContext: { budget, now } };
      try {
        execute(rendering, name, toValue(data));
        return output.finish();
      } catch (error) {
        // The stack ended before one of the limits was reached.
        if (error instanceof RangeError) throw new TemplateError(name, 0, 'it is nested too deep', { cause: error });
        if (error instanceof ValueFault) throw new TemplateError(name, 0, error.message, { cause: error });
        throw error;
      }
    },
  };
}
