import { fieldOf, objectOf } from '../value/from-json.ts';
import type { JsonnetObject } from '../value/jsonnet-object.ts';
import { ARRAYS } from './arrays.ts';
import { DOCUMENTS } from './documents.ts';
import { ENCODINGS } from './encodings.ts';
import { nativeFunction } from './native.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { QUESTIONS } from './questions.ts';
import { SETS } from './sets.ts';
import { TEXTS } from './texts.ts';
import { TYPES } from './types.ts';

const NATIVES = { ...TYPES, ...NUMBERS, ...TEXTS, ...ARRAYS, ...QUESTIONS, ...SETS, ...OBJECTS, ...ENCODINGS, ...DOCUMENTS };

/** Makes `std`, the library of the language. Its members are hidden, as in `std { … }` of a snippet. */
export function createLibrary(): JsonnetObject {
  const functions = Object.entries(NATIVES).map(
    ([name, [parameters, work]]) => [name, nativeFunction(name, parameters, work)] as const,
  );
  const members = [...functions, ['pi', Math.PI] as const, ['thisFile', 'snippet'] as const];
  return objectOf(new Map(members.map(([name, value]) => [name, { ...fieldOf(value), visibility: 'hidden' as const }])));
}
