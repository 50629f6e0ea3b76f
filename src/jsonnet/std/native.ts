import { JsonnetFunction } from '../value/jsonnet-function.ts';
import type { Run } from '../value/run.ts';
import type { Value } from '../value/value.ts';
import { Arguments } from './arguments.ts';

/** The work of a function of the library. */
export type Native = (args: Arguments, run: Run) => Value;

/** Functions by name; the text names the parameters, those with `?` may be left out. */
export type Natives = Readonly<Record<string, readonly [parameters: string, work: Native]>>;

/** Makes a value of the language from a function of the host. */
export function nativeFunction(name: string, parameters: string, work: Native): JsonnetFunction {
  const declared = parameters
    .split(' ')
    .filter((parameter) => parameter !== '')
    .map((parameter) => ({ name: parameter.replace('?', ''), optional: parameter.endsWith('?') }));
  return new JsonnetFunction(`std.${name}`, declared, (slots, run) => work(new Arguments(name, slots, run), run));
}
