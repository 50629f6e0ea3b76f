import { evaluatePipeline } from './evaluate-pipeline.ts';
import { LIMITS } from './limits.ts';
import type { Branch, Node } from './node.ts';
import { endsWith, type Frame, located, type Rendering, withoutEscaping } from './rendering.ts';
import { ValueFault } from './template-error.ts';
import { isList, isNil, isTrue, sortedKeys, type Value } from './value.ts';

/** How a list of nodes ended. */
type Outcome = 'done' | 'break' | 'continue';

/** Prints a template. @throws TemplateError */
export function execute(rendering: Rendering, template: string, data: Value, depth = 0): void {
  const definition = rendering.templates.get(template);
  if (!definition) throw new ValueFault(`there is no template ${JSON.stringify(template)}`);
  if (depth > LIMITS.calls) throw new ValueFault(`templates call each other more than ${LIMITS.calls} times`);
  const frame: Frame = { rendering, template, depth, variables: [{ name: '$', value: data }] };
  walk(frame, data, definition.nodes);
}

function walk(frame: Frame, dot: Value, nodes: readonly Node[]): Outcome {
  for (const node of nodes) {
    const outcome = visit(frame, dot, node);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function visit(frame: Frame, dot: Value, node: Node): Outcome {
  const { budget, output } = frame.rendering;
  switch (node.kind) {
    case 'break':
    case 'continue':
      return node.kind;
    case 'text':
      located(frame, node.line, () => {
        budget.step();
        output.literal(node.text);
      });
      return 'done';
    case 'action':
      located(frame, node.line, () => {
        const pipeline = output.escapes ? withoutEscaping(node.pipeline) : node.pipeline;
        const value = evaluatePipeline(frame, dot, pipeline);
        if (pipeline.variables.length > 0) return;
        output.value(value, endsWith(pipeline, 'urlquery'));
      });
      return 'done';
    case 'call':
      located(frame, node.line, () => {
        const argument = node.argument && scoped(frame, () => node.argument && evaluatePipeline(frame, dot, node.argument));
        execute(frame.rendering, node.name, argument, frame.depth + 1);
      });
      return 'done';
    default:
      return scoped(frame, () => (node.kind === 'range' ? range(frame, dot, node) : choose(frame, dot, node)));
  }
}

function scoped<T>(frame: Frame, run: () => T): T {
  const inSight = frame.variables.length;
  const result = run();
  frame.variables.length = inSight;
  return result;
}

function choose(frame: Frame, dot: Value, { kind, line, pipeline, body, otherwise }: Branch): Outcome {
  const value = located(frame, line, () => evaluatePipeline(frame, dot, pipeline));
  if (!isTrue(value)) return scoped(frame, () => walk(frame, dot, otherwise));
  return scoped(frame, () => walk(frame, kind === 'with' ? value : dot, body));
}

/** What a range goes over: keys or indexes, and elements. */
function* elementsOf(value: Value): Generator<readonly [Value, Value]> {
  if (isNil(value)) return;
  if (isList(value)) yield* value.entries();
  else if (value instanceof Map) for (const key of sortedKeys(value)) yield [key, value.get(key)];
  else if (typeof value === 'number' && Number.isInteger(value))
    for (let index = 0; index < value; index++) yield [undefined, index];
  else throw new ValueFault('range needs a list, a map or a whole number');
}

function range(frame: Frame, dot: Value, { line, pipeline, body, otherwise }: Branch): Outcome {
  const { budget } = frame.rendering;
  const { variables } = pipeline;
  const collection = located(frame, line, () => evaluatePipeline(frame, dot, pipeline));
  const [key, element] = variables.length > 1 ? variables : [undefined, variables[0]];
  if (key !== undefined && typeof collection === 'number') {
    located(frame, line, () => {
      throw new ValueFault('range over a number sets one variable');
    });
  }
  const bind = (name: string | undefined, value: Value) => {
    const found = name === undefined ? undefined : frame.variables.findLast((candidate) => candidate.name === name);
    if (found) found.value = value;
  };
  let empty = true;
  const elements = elementsOf(collection);
  for (;;) {
    const next = located(frame, line, () => {
      budget.step();
      return elements.next();
    });
    if (next.done) break;
    empty = false;
    bind(key, next.value[0]);
    bind(element, next.value[1]);
    const outcome = scoped(frame, () => walk(frame, next.value[1], body));
    if (outcome === 'break') break;
  }
  return empty ? scoped(frame, () => walk(frame, dot, otherwise)) : 'done';
}
