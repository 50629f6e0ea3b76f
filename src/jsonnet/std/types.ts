import { textOf } from '../value/add.ts';
import { equal } from '../value/compare.ts';
import { valueOfJson } from '../value/from-json.ts';
import { JsonnetFunction } from '../value/jsonnet-function.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import { lengthOf, stepsThrough } from '../value/texts.ts';
import { isArray, type TypeName, typeName } from '../value/type-name.ts';
import { modulo } from './modulo.ts';
import type { Native, Natives } from './native.ts';

const is =
  (wanted: TypeName): Native =>
  (args) =>
    typeName(args.value(0)) === wanted;

/** Apart, since every object has a member of that name that would give it another type. */
const TO_STRING: Natives[string] = ['a', (args, run) => textOf(args.value(0), run)];

/** Types, comparison, and what comes from outside. */
export const TYPES: Natives = {
  type: ['x', (args) => typeName(args.value(0))],
  isString: ['v', is('string')],
  isNumber: ['v', is('number')],
  isBoolean: ['v', is('boolean')],
  isObject: ['v', is('object')],
  isArray: ['v', is('array')],
  isFunction: ['v', is('function')],
  isNull: ['v', is('null')],
  length: [
    'x',
    (args, run) => {
      const value = args.value(0);
      if (typeof value === 'string') {
        run.spend(stepsThrough(value));
        return lengthOf(value);
      }
      if (isArray(value)) return value.length;
      if (value instanceof JsonnetObject) return value.names(run).length;
      if (value instanceof JsonnetFunction) return value.parameters.filter(({ optional }) => !optional).length;
      return args.fail(`${typeName(value)} has no length`);
    },
  ],
  toString: TO_STRING,
  equals: ['a b', (args, run) => equal(args.value(0), args.value(1), run)],
  primitiveEquals: ['a b', (args, run) => equal(args.value(0), args.value(1), run)],
  mod: ['a b', (args, run) => modulo(args.value(0), args.value(1), run)],
  xor: ['x y', (args) => args.boolean(0) !== args.boolean(1)],
  xnor: ['x y', (args) => args.boolean(0) === args.boolean(1)],
  assertEqual: [
    'a b',
    (args, run) =>
      equal(args.value(0), args.value(1), run) || args.fail(`${textOf(args.value(0), run)} is not ${textOf(args.value(1), run)}`),
  ],
  trace: ['str rest', (args) => args.value(1)],
  native: ['name', (args) => args.fail(`there is no native function ${JSON.stringify(args.text(0))}`)],
  extVar: [
    'x',
    (args, run) => {
      const name = args.text(0);
      const text = run.external.get(name);
      return text === undefined ? args.fail(`there is no external variable ${JSON.stringify(name)}`) : valueOfJson(text, run);
    },
  ],
};
