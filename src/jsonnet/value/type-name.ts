import { JsonnetFunction } from './jsonnet-function.ts';
import { JsonnetObject } from './jsonnet-object.ts';
import type { Value } from './value.ts';

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'function';

/** What `std.type` says. */
export function typeName(value: Value): TypeName {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'string';
  if (value instanceof JsonnetObject) return 'object';
  return value instanceof JsonnetFunction ? 'function' : 'array';
}

/** Narrows to an array, whose `Array.isArray` loses the type of the elements when they are read only. */
export function isArray(value: Value): value is Extract<Value, readonly unknown[]> {
  return Array.isArray(value);
}
