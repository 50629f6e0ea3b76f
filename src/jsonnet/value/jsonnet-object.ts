import type { Visibility } from '../syntax/syntax.ts';
import type { Run } from './run.ts';
import { compareTexts } from './texts.ts';
import { Thunk } from './thunk.ts';
import type { Code, Scope, Value } from './value.ts';

/** A field of one layer: a value that is there, or code that is evaluated in the object that it has become part of. */
export interface Field {
  readonly visibility: Visibility;
  readonly plus: boolean;
  readonly value: Thunk | undefined;
  readonly code: Code | undefined;
  /** The scope around the layer's locals. */
  readonly scope: Scope | undefined;
}

/** What one pair of braces says; `a + b` puts the layers of b on top of those of a. */
export interface Layer {
  readonly fields: ReadonlyMap<string, Field>;
  readonly locals: readonly Code[];
  readonly asserts: readonly Code[];
  /** The scope around, of a layer whose fields share their locals; the fields of a comprehension have one each. */
  readonly scope: Scope | undefined;
}

/** Adds two values, as `+:` does. */
type Add = (left: Value, right: Value, run: Run) => Value;

const NOWHERE: readonly number[] = [];

/** An object. What its fields are is worked out when somebody asks. */
export class JsonnetObject {
  readonly #layers: readonly Layer[];
  readonly #add: Add;
  readonly #frames: Scope[] = [];
  readonly #values: (Map<string, Value> | undefined)[] = [];
  #positions: Map<string, number[]> | undefined;
  #asserted = false;

  constructor(layers: readonly Layer[], add: Add) {
    this.#layers = layers;
    this.#add = add;
  }

  /** This object with the layers of another on top. */
  extend(other: JsonnetObject, run: Run): JsonnetObject {
    const layers = [...this.#layers, ...other.#layers];
    run.spend(1 + layers.length / 8);
    return new JsonnetObject(layers, this.#add);
  }

  /** Whether a layer below `below` has the field, hidden or not. */
  has(name: string, run: Run, below = this.#layers.length): boolean {
    return this.#position(name, below, run) !== undefined;
  }

  /** The value of a field; undefined when there is none. */
  get(name: string, run: Run): Value | undefined {
    this.assert(run);
    return this.#get(name, this.#layers.length, run);
  }

  /** The value of a field as the layers below see it. */
  getBelow(name: string, layer: number, run: Run): Value | undefined {
    return this.#get(name, layer, run);
  }

  /** Runs the assertions, once. */
  assert(run: Run): void {
    if (this.#asserted) return;
    this.#asserted = true;
    for (const [index, { asserts }] of this.#layers.entries())
      for (const check of asserts) check(this.#frame(index, undefined), run);
  }

  /** The names of fields in the order of their code points. */
  names(run: Run, hiddenToo = false): readonly string[] {
    const positions = this.#index(run);
    run.spend(positions.size);
    const names = hiddenToo ? [...positions.keys()] : [...positions.keys()].filter((name) => this.isVisible(name, run));
    return names.sort(compareTexts);
  }

  isVisible(name: string, run: Run): boolean {
    const positions = this.#index(run).get(name) ?? NOWHERE;
    for (let index = positions.length - 1; index >= 0; index--) {
      const visibility = this.#layers[positions[index] ?? 0]?.fields.get(name)?.visibility;
      if (visibility !== 'inherited') return visibility === 'shown';
    }
    return positions.length > 0;
  }

  #index(run: Run): Map<string, number[]> {
    if (this.#positions) return this.#positions;
    const positions = new Map<string, number[]>();
    for (const [index, { fields }] of this.#layers.entries()) {
      run.spend(fields.size);
      for (const name of fields.keys()) {
        const list = positions.get(name);
        if (list) list.push(index);
        else positions.set(name, [index]);
      }
    }
    this.#positions = positions;
    return positions;
  }

  #position(name: string, below: number, run: Run): number | undefined {
    const positions = this.#index(run).get(name);
    if (positions === undefined) return undefined;
    for (let index = positions.length - 1; index >= 0; index--) {
      const position = positions[index] ?? 0;
      if (position < below) return position;
      run.spend(1);
    }
    return undefined;
  }

  #get(name: string, below: number, run: Run): Value | undefined {
    const position = this.#position(name, below, run);
    if (position === undefined) return undefined;
    const field = this.#layers[position]?.fields.get(name);
    if (field?.value !== undefined) return field.value.force(run);
    let values = this.#values[position];
    if (values === undefined) this.#values[position] = values = new Map();
    const there = values.get(name);
    if (there !== undefined) return there;
    if (field?.code === undefined) throw new TypeError('a field without code');
    run.enter();
    const own = field.code(this.#frame(position, field.scope), run);
    const lower = field.plus ? this.#get(name, position, run) : undefined;
    const value = lower === undefined ? own : this.#add(lower, own, run);
    run.leave();
    values.set(name, value);
    return value;
  }

  /** The scope in which the fields of a layer are evaluated: with its locals, `self` being this object. */
  #frame(index: number, own: Scope | undefined): Scope {
    const there = this.#frames[index];
    if (there) return there;
    const layer = this.#layers[index];
    const up = layer?.scope ?? own;
    if (layer === undefined || up === undefined) throw new TypeError('a layer without scope');
    const scope: Scope = { slots: [], up, self: this, outermost: up.outermost ?? this, layer: index };
    for (const code of layer.locals) scope.slots.push(new Thunk(undefined, code, scope));
    if (layer.scope) this.#frames[index] = scope;
    return scope;
  }
}
