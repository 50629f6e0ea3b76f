import { finite } from '../value/add.ts';
import type { Native, Natives } from './native.ts';

const of =
  (work: (number: number) => number): Native =>
  (args, run) =>
    finite(work(args.number(0)), run);

const ofTwo =
  (work: (a: number, b: number) => number): Native =>
  (args, run) =>
    finite(work(args.number(0), args.number(1)), run);

/** The power of two of a number's highest bit, plus one: `number = mantissa * 2 ** exponent`, the mantissa in [0.5, 1). */
function exponent(number: number): number {
  if (number === 0) return 0;
  let power = Math.max(-1074, Math.floor(Math.log2(Math.abs(number))) - 1);
  while (Math.abs(number) >= 2 ** power) power++;
  return power;
}

/** Half up. */
const round = (number: number) => Math.floor(number + 0.5);

/** Arithmetic beyond the operators. */
export const NUMBERS: Natives = {
  abs: ['n', of(Math.abs)],
  sign: ['n', of(Math.sign)],
  max: ['a b', ofTwo(Math.max)],
  min: ['a b', ofTwo(Math.min)],
  clamp: [
    'x minVal maxVal',
    (args) => {
      const [number, least, most] = [args.number(0), args.number(1), args.number(2)];
      return number < least ? least : number > most ? most : number;
    },
  ],
  pow: ['x n', ofTwo((base, power) => base ** power)],
  exp: ['x', of(Math.exp)],
  log: ['x', of(Math.log)],
  log2: ['x', of(Math.log2)],
  log10: ['x', of(Math.log10)],
  exponent: ['x', of(exponent)],
  mantissa: ['x', of((number) => number / 2 ** exponent(number))],
  floor: ['x', of(Math.floor)],
  ceil: ['x', of(Math.ceil)],
  round: ['x', of(round)],
  sqrt: ['x', of(Math.sqrt)],
  sin: ['x', of(Math.sin)],
  cos: ['x', of(Math.cos)],
  tan: ['x', of(Math.tan)],
  asin: ['x', of(Math.asin)],
  acos: ['x', of(Math.acos)],
  atan: ['x', of(Math.atan)],
  atan2: ['y x', ofTwo(Math.atan2)],
  hypot: ['a b', ofTwo((a, b) => Math.sqrt(a * a + b * b))],
  deg2rad: ['x', of((degrees) => (degrees * Math.PI) / 180)],
  rad2deg: ['x', of((radians) => (radians * 180) / Math.PI)],
  modulo: ['x y', ofTwo((a, b) => a % b)],
  isEven: ['x', (args) => Math.trunc(args.number(0)) % 2 === 0],
  isOdd: ['x', (args) => Math.trunc(args.number(0)) % 2 !== 0],
  isInteger: ['x', (args) => Number.isInteger(args.number(0))],
  isDecimal: ['x', (args) => !Number.isInteger(args.number(0))],
};
