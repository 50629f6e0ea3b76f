import { LIMITS } from './limits.ts';
import { ValueFault } from './template-error.ts';

/** A struct in the sense of Go: a field that it does not have is an error, while a missing key of a map is no value. */
export class Struct {
  readonly fields: ReadonlyMap<string, Value>;
  constructor(fields: ReadonlyMap<string, Value>) {
    this.fields = fields;
  }
}

export type Dict = Map<string, Value>;
export type List = readonly Value[];

/**
 * What templates work with: a copy of the data that they are given, so that nothing they do reaches the caller. `undefined` is a
 * missing key, `null` is nil. There is one kind of number: a whole one passes where Go wants an int.
 */
export type Value = undefined | null | boolean | number | string | Date | List | Dict | Struct;

/** A struct with these fields. */
export function structOf(fields: Readonly<Record<string, unknown>>): Struct {
  return new Struct(new Map(Object.entries(fields).map(([name, field]) => [name, toValue(field)])));
}

/** Copies data; what JSON does not know becomes nil. @throws ValueFault when it is nested too deep, or within itself */
export function toValue(data: unknown, depth = 0): Value {
  if (depth > LIMITS.values) throw new ValueFault('the data is nested too deep');
  if (data === undefined || data === null) return data;
  if (data instanceof Struct || data instanceof Date) return data;
  switch (typeof data) {
    case 'boolean':
    case 'number':
    case 'string':
      return data;
    case 'bigint':
      return Number(data);
    case 'object':
      if (Array.isArray(data)) return data.map((element) => toValue(element, depth + 1));
      return new Map(Object.entries(data).map(([key, member]) => [key, toValue(member, depth + 1)]));
    default:
      return null;
  }
}

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export function isNil(value: Value): value is undefined | null {
  return value === undefined || value === null;
}

/** Keys in the order in which Go prints and ranges over them. */
export function sortedKeys(dict: ReadonlyMap<string, Value>): string[] {
  return [...dict.keys()].sort(byBytes);
}

/** Compares texts as their UTF-8 does. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What `if`, `and` and `or` take for true: all but nil, false, 0 and what is empty. */
export function isTrue(value: Value): boolean {
  if (value instanceof Map) return value.size > 0;
  if (isList(value)) return value.length > 0;
  return Boolean(value);
}

/** The type, named as in messages of Go. */
export function typeName(value: Value): string {
  if (isNil(value)) return '<nil>';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (isList(value)) return '[]interface {}';
  if (value instanceof Map) return 'map[string]interface {}';
  return value instanceof Date ? 'time.Time' : 'struct';
}
