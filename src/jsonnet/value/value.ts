import type { JsonnetFunction } from './jsonnet-function.ts';
import type { JsonnetObject } from './jsonnet-object.ts';
import type { Run } from './run.ts';
import type { Thunk } from './thunk.ts';

/** A value of the language. The elements of arrays are worked out when they are asked for. */
export type Value = null | boolean | number | string | readonly Thunk[] | JsonnetObject | JsonnetFunction;

/** Where names get their values: the slots of one scope, and the scope around it. */
export interface Scope {
  readonly slots: Thunk[];
  readonly up: Scope | undefined;
  /** `self`, `$`, and where `super` begins: below the layer of that number. */
  readonly self: JsonnetObject | undefined;
  readonly outermost: JsonnetObject | undefined;
  readonly layer: number;
}

/** A compiled expression. */
export type Code = (scope: Scope, run: Run) => Value;
