import { ValueFault } from './template-error.ts';
import { type Dict, isList, isNil, type List, typeName, type Value } from './value.ts';

// Arguments of functions, as the types that Go demands. All throw a ValueFault for another type.

function expected(what: string, value: Value): never {
  throw new ValueFault(`expected ${what}, got ${isNil(value) ? 'no value' : typeName(value)}`);
}

export function text(value: Value): string {
  return typeof value === 'string' ? value : expected('a string', value);
}

/** A whole number that JavaScript can hold. */
export function whole(value: Value): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : expected('a whole number', value);
}

export function flag(value: Value): boolean {
  return typeof value === 'boolean' ? value : expected('true or false', value);
}

export function list(value: Value): List {
  return isList(value) ? value : expected('a list', value);
}

export function dict(value: Value): Dict {
  return value instanceof Map ? value : expected('a dict', value);
}

export function moment(value: Value): Date {
  return value instanceof Date ? value : expected('a time', value);
}
