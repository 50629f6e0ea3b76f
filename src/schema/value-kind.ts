import { JsonNumber } from '../json/json-number.ts';

/** The kinds of JSON value. */
export type ValueKind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The kind of a value that `parseValue` made. */
export function kindOf(value: unknown): ValueKind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'array';
      return value instanceof JsonNumber ? 'number' : 'object';
  }
}

export function isNumeric(value: unknown): value is number | JsonNumber {
  return typeof value === 'number' || value instanceof JsonNumber;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && kindOf(value) === 'object';
}
