import { whole } from '../argument.ts';
import { checkElements } from '../budget.ts';
import { ValueFault } from '../template-error.ts';
import { type Functions, from, of } from '../template-function.ts';
import type { List, Value } from '../value.ts';
import { decimalOf, wholeOf } from './number-of.ts';

type Operation = (a: number, b: number) => number;

const wholes = (operation: Operation) =>
  from(1, ([first, ...others]) => others.map(wholeOf).reduce((a, b) => operation(a, b), wholeOf(first)));
const decimals = (operation: Operation) =>
  from(1, ([first, ...others]) => others.map(decimalOf).reduce((a, b) => operation(a, b), decimalOf(first)));

function divisor(value: Value): number {
  const number = wholeOf(value);
  if (number === 0) throw new ValueFault('a number cannot be divided by 0');
  return number;
}

/** Decimal fractions have to come out as on paper: 0.1 + 0.2 is 0.3. */
const exact =
  (operation: Operation): Operation =>
  (a, b) =>
    Number(operation(a, b).toPrecision(15));

function steps(start: number, end: number, step: number): List {
  if (step === 0 || end > start !== step > 0) return [];
  const count = Math.ceil((end - start) / step);
  checkElements(count);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function sequence(args: readonly Value[]): string {
  const [first = 0, second, third] = args.map(whole);
  if (args.length === 0) return '';
  const start = second === undefined ? 1 : first;
  const end = third ?? second ?? first;
  const up = end < start ? -1 : 1;
  const step = third === undefined ? up : (second ?? up);
  return steps(start, end + Math.sign(step), step).join(' ');
}

function rounded(value: Value, places: Value, from: Value = 0.5): number {
  const scale = 10 ** whole(places);
  const shifted = decimalOf(value) * scale;
  const fraction = Number((shifted - Math.trunc(shifted)).toPrecision(12));
  return (fraction >= decimalOf(from) ? Math.ceil(shifted) : Math.floor(shifted)) / scale;
}

/** Functions for numbers. */
export const NUMBERS: Functions = {
  add: from(0, (args) => args.map(wholeOf).reduce((sum, number) => sum + number, 0)),
  add1: of(1, ([value]) => wholeOf(value) + 1),
  sub: of(2, ([a, b]) => wholeOf(a) - wholeOf(b)),
  div: of(2, ([a, b]) => Math.trunc(wholeOf(a) / divisor(b)) + 0),
  mod: of(2, ([a, b]) => (wholeOf(a) % divisor(b)) + 0),
  mul: wholes((a, b) => a * b),
  max: wholes(Math.max),
  biggest: wholes(Math.max),
  min: wholes(Math.min),
  add1f: of(1, ([value]) => decimalOf(value) + 1),
  addf: from(0, (args) =>
    args.map(decimalOf).reduce(
      exact((a, b) => a + b),
      0,
    ),
  ),
  subf: decimals(exact((a, b) => a - b)),
  mulf: decimals(exact((a, b) => a * b)),
  divf: decimals((a, b) => a / b),
  maxf: decimals(Math.max),
  minf: decimals(Math.min),
  ceil: of(1, ([value]) => Math.ceil(decimalOf(value))),
  floor: of(1, ([value]) => Math.floor(decimalOf(value))),
  round: from(2, ([value, places, limit]) => rounded(value, places, limit), 3),
  until: of(1, ([end]) => steps(0, whole(end), whole(end) < 0 ? -1 : 1)),
  untilStep: of(3, ([start, end, step]) => steps(whole(start), whole(end), whole(step))),
  seq: from(0, sequence, 3),
};
