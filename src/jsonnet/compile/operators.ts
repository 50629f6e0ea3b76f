import type { BinaryOperator, UnaryOperator } from '../syntax/syntax.ts';
import { add, finite } from '../value/add.ts';
import { compare, equal } from '../value/compare.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

/** `%` of two values: the rest of a division, or a formatted text. Handed in, because formatting belongs to the library. */
export type Modulo = (left: Value, right: Value, run: Run) => Value;

type Operation = (left: Value, right: Value, run: Run) => Value;

function number(value: Value, operator: string, run: Run): number {
  return typeof value === 'number' ? value : run.fail(`${operator} needs numbers, got ${typeName(value)}`);
}

/** Bits are those of whole numbers that a double holds exactly. */
function bits(value: Value, operator: string, run: Run): bigint {
  const whole = Math.trunc(number(value, operator, run));
  return Number.isSafeInteger(whole) ? BigInt(whole) : run.fail(`${operator} needs whole numbers below 2^53`);
}

function shifted(left: Value, right: Value, operator: '<<' | '>>', run: Run): number {
  const value = bits(left, operator, run);
  const count = bits(right, operator, run);
  if (count < 0n) return run.fail(`${operator} needs a count of bits that is not negative`);
  const result = operator === '<<' ? value << (count % 64n) : value >> (count % 64n);
  return BigInt.asIntN(64, result) === result ? Number(result) : run.fail('the number is too large');
}

const arithmetic =
  (operator: string, work: (left: number, right: number) => number): Operation =>
  (left, right, run) =>
    finite(work(number(left, operator, run), number(right, operator, run)), run);

const bitwise =
  (operator: string, work: (left: bigint, right: bigint) => bigint): Operation =>
  (left, right, run) =>
    Number(work(bits(left, operator, run), bits(right, operator, run)));

function divide(left: Value, right: Value, run: Run): Value {
  const [dividend, divisor] = [number(left, '/', run), number(right, '/', run)];
  return divisor === 0 ? run.fail('division by zero') : finite(dividend / divisor, run);
}

function isIn(left: Value, right: Value, run: Run): Value {
  if (typeof left !== 'string' || !(right instanceof JsonnetObject))
    return run.fail(`in needs a text and an object, got ${typeName(left)} and ${typeName(right)}`);
  return right.has(left, run);
}

/** Every operator that evaluates both sides. */
export function operations(modulo: Modulo): Readonly<Record<Exclude<BinaryOperator, '&&' | '||'>, Operation>> {
  return {
    '+': add,
    '-': arithmetic('-', (left, right) => left - right),
    '*': arithmetic('*', (left, right) => left * right),
    '/': divide,
    '%': modulo,
    '<<': (left, right, run) => shifted(left, right, '<<', run),
    '>>': (left, right, run) => shifted(left, right, '>>', run),
    '&': bitwise('&', (left, right) => left & right),
    '^': bitwise('^', (left, right) => left ^ right),
    '|': bitwise('|', (left, right) => left | right),
    '<': (left, right, run) => compare(left, right, run) < 0,
    '>': (left, right, run) => compare(left, right, run) > 0,
    '<=': (left, right, run) => compare(left, right, run) <= 0,
    '>=': (left, right, run) => compare(left, right, run) >= 0,
    '==': (left, right, run) => equal(left, right, run),
    '!=': (left, right, run) => !equal(left, right, run),
    in: isIn,
  };
}

/** The condition of `if`, `!`, `&&`, `||`, `assert`. */
export function truth(value: Value, where: string, run: Run): boolean {
  return typeof value === 'boolean' ? value : run.fail(`${where} needs true or false, got ${typeName(value)}`);
}

export function unary(operator: UnaryOperator, operand: Value, run: Run): Value {
  switch (operator) {
    case '!':
      return !truth(operand, '!', run);
    case '~':
      return Number(~bits(operand, '~', run));
    case '-':
      return -number(operand, '-', run);
    case '+':
      return number(operand, '+', run);
  }
}
