import { textOf } from '../value/add.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { lengthOf } from '../value/texts.ts';
import { isArray, typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';
import { decimalText, exponentOf, integerText, type NumberLayout, scientificText } from './format-number.ts';

const PLACE = /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]*([a-zA-Z%])/y;

/** One `%…` of a format. */
interface Place {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

function numberText(value: Value, { flags, width, precision, letter }: Place, run: Run): string {
  if (typeof value !== 'number') return run.fail(`%${letter} needs a number, got ${typeName(value)}`);
  const layout: NumberLayout = {
    zeroPad: flags.includes('0') && !flags.includes('-') ? width : 0,
    blank: flags.includes(' '),
    plus: flags.includes('+'),
    alternate: flags.includes('#'),
  };
  const upper = letter !== letter.toLowerCase();
  const cased = (text: string) => (upper ? text.toUpperCase() : text);
  const digits = precision ?? 6;
  switch (letter.toLowerCase()) {
    case 'o':
      return integerText(value, 8, layout.alternate ? '0' : '', precision ?? 0, layout);
    case 'x':
      return cased(integerText(value, 16, layout.alternate ? '0x' : '', precision ?? 0, layout));
    case 'f':
      return decimalText(value, digits, true, layout);
    case 'e':
      return scientificText(value, digits, true, upper ? 'E' : 'e', layout);
    case 'g': {
      const exponent = exponentOf(value);
      if (exponent < -4 || exponent >= digits)
        return scientificText(value, Math.max(0, digits - 1), layout.alternate, upper ? 'E' : 'e', layout);
      return decimalText(value, Math.max(0, digits - Math.max(1, exponent + 1)), layout.alternate, layout);
    }
    default:
      return integerText(value, 10, '', precision ?? 0, layout);
  }
}

function characterText(value: Value, run: Run): string {
  if (typeof value === 'number') return characterOf(value, run);
  if (typeof value === 'string' && lengthOf(value) === 1) return value;
  return run.fail('%c needs a number or one character');
}

/** The character of a code point. */
export function characterOf(point: number, run: Run): string {
  if (!Number.isInteger(point) || point < 0 || point > 0x10ffff) return run.fail(`${point} is not a code point`);
  return String.fromCodePoint(point).toWellFormed();
}

function placeText(value: Value, place: Place, run: Run): string {
  if (!'diouxXeEfFgGcrs'.includes(place.letter)) return run.fail(`the format has an unknown conversion %${place.letter}`);
  if (place.letter === 's' || place.letter === 'r') return textOf(value, run);
  return place.letter === 'c' ? characterText(value, run) : numberText(value, place, run);
}

/** `text % values`: like printf, with one value, an array of them, or an object for `%(name)s`. */
export function format(template: string, values: Value, run: Run): string {
  const list = isArray(values) ? values.map((element) => element.force.bind(element)) : [() => values];
  let used = 0;
  const next = () => {
    const value = list[used++];
    return value ? value(run) : run.fail('the format has more places than there are values');
  };
  const measure = (said: string | undefined): number | undefined => {
    if (said !== '*') return said === undefined ? undefined : Number(said);
    const value = next();
    return typeof value === 'number' && Number.isInteger(value) ? value : run.fail('* needs a whole number');
  };
  let text = '';
  let end = 0;
  for (let at = template.indexOf('%'); at >= 0; at = template.indexOf('%', end)) {
    PLACE.lastIndex = at;
    const found = PLACE.exec(template);
    if (!found) return run.fail('the format ends inside of a %…, or has an unknown one');
    const [whole, name, flags = '', width, precision, letter = ''] = found;
    const place: Place = { flags, width: measure(width) ?? 0, precision: measure(precision), letter };
    run.spendText(place.width + (place.precision ?? 0) + whole.length + at - end);
    const value = letter === '%' ? '%' : values instanceof JsonnetObject ? member(values, name, run) : next();
    const filled = letter === '%' ? '%' : placeText(value, place, run);
    const pad = ' '.repeat(Math.max(0, place.width - lengthOf(filled)));
    text += template.slice(end, at) + (flags.includes('-') ? filled + pad : pad + filled);
    run.spendText(text.length / 16 + filled.length);
    end = at + whole.length;
  }
  if (!(values instanceof JsonnetObject) && used < list.length) run.fail('there are more values than places in the format');
  run.spendText(text.length + template.length);
  return text + template.slice(end);
}

function member(values: JsonnetObject, name: string | undefined, run: Run): Value {
  if (name === undefined) return run.fail('with an object, every place of a format needs a %(name)');
  const value = values.get(name, run);
  return value === undefined ? run.fail(`the values have no field ${JSON.stringify(name)}`) : value;
}
