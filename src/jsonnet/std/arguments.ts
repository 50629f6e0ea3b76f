import type { JsonnetFunction } from '../value/jsonnet-function.ts';
import type { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { known, type Thunk } from '../value/thunk.ts';
import { type TypeName, typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

export type ArrayValue = Extract<Value, readonly unknown[]>;

/** The arguments of a function of the library, by their places; each reader fails when the argument is something else. */
export class Arguments {
  readonly #name: string;
  readonly #slots: readonly (Thunk | undefined)[];
  readonly run: Run;

  constructor(name: string, slots: readonly (Thunk | undefined)[], run: Run) {
    this.#name = name;
    this.#slots = slots;
    this.run = run;
  }

  has(index: number): boolean {
    return this.#slots[index] !== undefined;
  }

  thunk(index: number): Thunk {
    return this.#slots[index] ?? known(null);
  }

  value(index: number): Value {
    const { at } = this.run;
    const value = this.thunk(index).force(this.run);
    this.run.at = at;
    return value;
  }

  fail(problem: string): never {
    return this.run.fail(`std.${this.#name}: ${problem}`);
  }

  text(index: number, fallback?: string): string {
    return this.#typed(index, 'string', fallback) as string;
  }

  number(index: number, fallback?: number): number {
    return this.#typed(index, 'number', fallback) as number;
  }

  whole(index: number, fallback?: number): number {
    const number = this.number(index, fallback);
    return Number.isInteger(number) ? number : this.fail(`needs a whole number as argument ${index + 1}, got ${number}`);
  }

  boolean(index: number, fallback?: boolean): boolean {
    return this.#typed(index, 'boolean', fallback) as boolean;
  }

  array(index: number): ArrayValue {
    return this.#typed(index, 'array', undefined) as ArrayValue;
  }

  object(index: number): JsonnetObject {
    return this.#typed(index, 'object', undefined) as JsonnetObject;
  }

  callable(index: number): JsonnetFunction {
    return this.#typed(index, 'function', undefined) as JsonnetFunction;
  }

  /** The function that makes keys to compare by; the element itself when there is none. */
  keyOf(index: number): (element: Thunk) => Value {
    if (!this.has(index)) return (element) => element.force(this.run);
    const key = this.callable(index);
    return (element) => key.call([element], this.run);
  }

  #typed(index: number, wanted: TypeName, fallback: Value | undefined): Value {
    if (fallback !== undefined && !this.has(index)) return fallback;
    const value = this.value(index);
    const got = typeName(value);
    return got === wanted ? value : this.fail(`needs ${wanted} as argument ${index + 1}, got ${got}`);
  }
}
