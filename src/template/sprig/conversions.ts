import { text } from '../argument.ts';
import { printJson, quotedForScripts } from '../print-json.ts';
import { printValue } from '../print-value.ts';
import { ValueFault } from '../template-error.ts';
import { type Functions, of } from '../template-function.ts';
import { isNil, toValue, type Value } from '../value.ts';
import { decimalOf, wholeOf } from './number-of.ts';
import { textsOf } from './texts-of.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** JSON without control characters escaped in another way than JSON.stringify does. */
const raw = (value: string) => JSON.stringify(value);

function parsed(value: Value, strict: boolean): Value {
  try {
    return toValue(JSON.parse(text(value)));
  } catch (error) {
    if (error instanceof ValueFault || strict) throw new ValueFault('expected a JSON text', { cause: error });
    return null;
  }
}

function base32(value: string): string {
  let bits = '';
  for (const byte of Buffer.from(value)) bits += byte.toString(2).padStart(8, '0');
  const digits = (bits.match(/.{1,5}/g) ?? []).map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
  return digits.padEnd(Math.ceil(digits.length / 8) * 8, '=');
}

function fromBase32(value: string): string {
  if (!/^[A-Z2-7]*=*$/.test(value) || value.length % 8 !== 0) return 'illegal base32 data';
  let bits = '';
  for (const digit of value.replace(/=+$/, '')) bits += BASE32.indexOf(digit).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString();
}

function fromBase64(value: string): string {
  const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value);
  return valid ? Buffer.from(value, 'base64').toString() : 'illegal base64 data';
}

/** Functions that turn one kind of value into another. */
export const CONVERSIONS: Functions = {
  toString: of(1, ([value]) => printValue(value)),
  toStrings: of(1, ([value]) => textsOf(value)),
  atoi: of(1, ([value]) => (/^[+-]?\d+$/.test(text(value)) ? Number(value) : 0)),
  int: of(1, ([value]) => wholeOf(value)),
  int64: of(1, ([value]) => wholeOf(value)),
  float64: of(1, ([value]) => decimalOf(value)),
  toDecimal: of(1, ([value]) => Number.parseInt(printValue(value), 8) || 0),
  fromJson: of(1, ([value]) => parsed(value, false)),
  mustFromJson: of(1, ([value]) => parsed(value, true)),
  toJson: of(1, ([value]) => printJson(value, { text: quotedForScripts })),
  mustToJson: of(1, ([value]) => printJson(value, { text: quotedForScripts })),
  toPrettyJson: of(1, ([value]) => printJson(value, { text: quotedForScripts, indent: '  ' })),
  mustToPrettyJson: of(1, ([value]) => printJson(value, { text: quotedForScripts, indent: '  ' })),
  toRawJson: of(1, ([value]) => printJson(value, { text: raw })),
  mustToRawJson: of(1, ([value]) => printJson(value, { text: raw })),
  b64enc: of(1, ([value]) => Buffer.from(text(value)).toString('base64')),
  b64dec: of(1, ([value]) => fromBase64(text(value))),
  b32enc: of(1, ([value]) => base32(text(value))),
  b32dec: of(1, ([value]) => fromBase32(text(value))),
  typeOf: of(1, ([value]) => (isNil(value) ? '<nil>' : kindOf(value, true))),
  kindOf: of(1, ([value]) => kindOf(value, false)),
  kindIs: of(2, ([kind, value]) => kindOf(value, false) === text(kind)),
  typeIs: of(2, ([type, value]) => kindOf(value, true) === text(type)),
  typeIsLike: of(2, ([type, value]) => kindOf(value, true) === text(type)),
};

function kindOf(value: Value, withElements: boolean): string {
  if (isNil(value)) return withElements ? '<nil>' : 'invalid';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return withElements ? '[]interface {}' : 'slice';
  if (value instanceof Map) return withElements ? 'map[string]interface {}' : 'map';
  return value instanceof Date && withElements ? 'time.Time' : 'struct';
}
