import type { Run } from '../value/run.ts';
import { cut, lengthOf, pointsOf, stepsThrough } from '../value/texts.ts';
import { known } from '../value/thunk.ts';
import { isArray } from '../value/type-name.ts';
import type { Arguments } from './arguments.ts';
import { characterOf, format } from './format.ts';
import type { Native, Natives } from './native.ts';

const thunks = (texts: readonly string[], run: Run) => {
  run.spend(texts.length);
  return texts.map(known);
};

/** Takes characters of a set off the ends. */
const strip =
  (left: boolean, right: boolean, blank?: string): Native =>
  (args, run) => {
    const text = args.text(0);
    const set = blank ?? args.text(1);
    run.spend((text.length + set.length) / 4);
    const characters = new Set(pointsOf(set));
    const points = pointsOf(text);
    let [start, end] = [0, points.length];
    while (left && start < end && characters.has(points[start] ?? '')) start++;
    while (right && end > start && characters.has(points[end - 1] ?? '')) end--;
    return points.slice(start, end).join('');
  };

/** ASCII letters change, all others stay. */
const cased =
  (pattern: RegExp, change: (letters: string) => string): Native =>
  (args, run) => {
    const text = args.text(0);
    run.spendText(text.length);
    return text.replace(pattern, change);
  };

const ends =
  (holds: (text: string, part: string) => boolean): Native =>
  (args, run) => {
    const [text, part] = [args.text(0), args.text(1)];
    run.spend(part.length / 64);
    return holds(text, part);
  };

/** Cuts at a separator, at most so often (-1: everywhere), from the left or from the right. */
function split(args: Arguments, run: Run, most: number, fromRight = false) {
  const [text, separator] = [args.text(0), args.text(1)];
  if (separator === '') args.fail('the separator is empty');
  run.spendText(text.length);
  const parts = text.split(separator);
  const extra = most < 0 ? 0 : parts.length - 1 - most;
  if (extra <= 0) return thunks(parts, run);
  const joined = fromRight ? parts.slice(0, extra + 1) : parts.slice(most);
  const rest = fromRight ? parts.slice(extra + 1) : parts.slice(0, most);
  return thunks(fromRight ? [joined.join(separator), ...rest] : [...rest, joined.join(separator)], run);
}

function parseDigits(args: Arguments, radix: 8 | 10 | 16, name: string): number {
  const text = args.text(0);
  const [, sign = '', digits = ''] =
    (radix === 10 ? /^(-?)([0-9]+)$/ : radix === 8 ? /^()([0-7]+)$/ : /^()([0-9a-fA-F]+)$/).exec(text) ?? [];
  if (digits === '' || digits.length > 300) return args.fail(`${JSON.stringify(text.slice(0, 100))} is not ${name}`);
  return Number(sign + (radix === 10 ? digits : BigInt(`${radix === 8 ? '0o' : '0x'}${digits}`).toString()));
}

function findAll(text: string, pattern: string, run: Run): readonly number[] {
  run.spendText(text.length);
  const found: number[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    run.spend(1);
    found.push(at);
  }
  if (lengthOf(text) === text.length) return found;
  return found.map((at) => {
    run.spend(at / 4);
    return lengthOf(text.slice(0, at));
  });
}

/** What can be done with texts. */
export const TEXTS: Natives = {
  codepoint: [
    'str',
    (args) => {
      const text = args.text(0);
      return lengthOf(text) === 1 ? (text.codePointAt(0) ?? 0) : args.fail('needs exactly one character');
    },
  ],
  char: ['n', (args, run) => characterOf(args.number(0), run)],
  substr: [
    'str from len',
    (args, run) => {
      const [text, from, length] = [args.text(0), args.whole(1), args.whole(2)];
      if (from < 0 || length < 0) args.fail('from and len must not be negative');
      run.spend(stepsThrough(text));
      return cut(text, from, from + length);
    },
  ],
  findSubstr: [
    'pat str',
    (args, run) => {
      const [pattern, text] = [args.text(0), args.text(1)];
      return pattern === '' ? [] : findAll(text, pattern, run).map(known);
    },
  ],
  startsWith: ['a b', ends((text, part) => text.startsWith(part))],
  endsWith: ['a b', ends((text, part) => text.endsWith(part))],
  stripChars: ['str chars', strip(true, true)],
  lstripChars: ['str chars', strip(true, false)],
  rstripChars: ['str chars', strip(false, true)],
  trim: ['str', strip(true, true, ' \t\n\f\r\u0085\u00a0')],
  split: ['str c', (args, run) => split(args, run, -1)],
  splitLimit: ['str c maxsplits', (args, run) => split(args, run, args.whole(2))],
  splitLimitR: ['str c maxsplits', (args, run) => split(args, run, args.whole(2), true)],
  strReplace: [
    'str from to',
    (args, run) => {
      const [text, from, to] = [args.text(0), args.text(1), args.text(2)];
      if (from === '') args.fail('what is to be replaced is empty');
      const parts = text.split(from);
      run.spendText(text.length + (parts.length - 1) * to.length);
      return parts.join(to);
    },
  ],
  isEmpty: ['str', (args) => args.text(0) === ''],
  equalsIgnoreCase: [
    'str1 str2',
    (args, run) => {
      const [a, b] = [args.text(0), args.text(1)];
      run.spendText(a.length);
      run.spendText(b.length);
      return lower(a) === lower(b);
    },
  ],
  asciiUpper: ['str', cased(/[a-z]+/g, (letters) => letters.toUpperCase())],
  asciiLower: ['str', cased(/[A-Z]+/g, (letters) => letters.toLowerCase())],
  stringChars: [
    'str',
    (args, run) => {
      const text = args.text(0);
      run.spend(text.length);
      return thunks(pointsOf(text), run);
    },
  ],
  format: ['str vals', (args, run) => format(args.text(0), args.value(1), run)],
  parseInt: ['str', (args) => parseDigits(args, 10, 'a whole number')],
  parseOctal: ['str', (args) => parseDigits(args, 8, 'an octal number')],
  parseHex: ['str', (args) => parseDigits(args, 16, 'a hexadecimal number')],
  lines: [
    'arr',
    (args, run) => {
      const array = args.array(0);
      run.spend(array.length);
      const lines = array.map((line) => {
        const text = line.force(run);
        if (typeof text !== 'string') return text === null ? '' : args.fail('needs texts');
        run.spendText(text.length);
        return `${text}\n`;
      });
      return lines.join('');
    },
  ],
  deepJoin: ['arr', (args, run) => deepJoin(args, args.value(0), run)],
};

const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function deepJoin(args: Arguments, value: ReturnType<Native>, run: Run): string {
  if (typeof value === 'string') return value;
  if (!isArray(value)) return args.fail('needs texts and arrays of them');
  run.enter();
  run.spend(value.length);
  const text = value.map((part) => deepJoin(args, part.force(run), run)).join('');
  run.leave();
  run.spendText(text.length);
  return text;
}
