import { finite } from '../value/add.ts';
import type { Run } from '../value/run.ts';
import { typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';
import { format } from './format.ts';

/** `left % right`: the rest of a division with the sign of the dividend, or a formatted text. */
export function modulo(left: Value, right: Value, run: Run): Value {
  if (typeof left === 'string') return format(left, right, run);
  if (typeof left !== 'number' || typeof right !== 'number')
    return run.fail(`% needs numbers or a format, got ${typeName(left)} and ${typeName(right)}`);
  return right === 0 ? run.fail('division by zero') : finite(left % right, run);
}
