import { list, whole } from '../argument.ts';
import { checkElements } from '../budget.ts';
import { deepEqual } from '../compare.ts';
import { ValueFault } from '../template-error.ts';
import { type FunctionContext, type Functions, from, of, type TemplateFunction } from '../template-function.ts';
import { byBytes, isNil, type List, type Value } from '../value.ts';
import { textsOf } from './texts-of.ts';

function bounded(elements: List): List {
  checkElements(elements.length);
  return elements;
}

function part(value: Value, start: Value = 0, end: Value = list(value).length): List {
  const elements = list(value);
  if (whole(start) < 0 || whole(start) > whole(end) || whole(end) > elements.length) {
    throw new ValueFault(`${whole(start)} to ${whole(end)} is out of range`);
  }
  return elements.slice(whole(start), whole(end));
}

function includes(elements: List, wanted: Value, { budget }: FunctionContext): boolean {
  budget.step(elements.length);
  return elements.some((element) => deepEqual(element, wanted));
}

function unique(elements: List, context: FunctionContext): List {
  const kept: Value[] = [];
  for (const element of elements) if (!includes(kept, element, context)) kept.push(element);
  return kept;
}

function chunks(size: number, elements: List): List {
  if (size < 1) throw new ValueFault('a chunk has at least one element');
  return Array.from({ length: Math.ceil(elements.length / size) }, (_, index) =>
    elements.slice(index * size, (index + 1) * size),
  );
}

const push = of(2, ([elements, value]) => bounded([...list(elements), value]));
const make = from(0, (args) => args);

const PLAIN: Functions = {
  append: push,
  push,
  prepend: of(2, ([elements, value]) => bounded([value, ...list(elements)])),
  first: of(1, ([elements]) => list(elements)[0] ?? null),
  rest: of(1, ([elements]) => list(elements).slice(1)),
  last: of(1, ([elements]) => list(elements)[list(elements).length - 1] ?? null),
  initial: of(1, ([elements]) => list(elements).slice(0, -1)),
  reverse: of(1, ([elements]) => list(elements).toReversed()),
  uniq: of(1, ([elements], context) => unique(list(elements), context)),
  without: from(1, ([elements, ...omitted], context) => list(elements).filter((element) => !includes(omitted, element, context))),
  has: of(2, ([wanted, elements], context) => !isNil(elements) && includes(list(elements), wanted, context)),
  slice: from(1, ([elements, start, end]) => part(elements, start, end), 3),
  chunk: of(2, ([size, elements]) => chunks(whole(size), list(elements))),
};

/** Sprig has a second name for what can fail; here both fail in the same way. */
function alsoAsMust([name, each]: readonly [string, TemplateFunction]): (readonly [string, TemplateFunction])[] {
  return [
    [name, each],
    [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`, each],
  ];
}

/** Functions for lists. */
export const LISTS: Functions = {
  ...Object.fromEntries(Object.entries(PLAIN).flatMap(alsoAsMust)),
  list: make,
  tuple: make,
  concat: from(0, (all) => bounded(all.flatMap(list))),
  sortAlpha: of(1, ([elements]) => [...textsOf(elements)].sort(byBytes)),
};
