import type { Run } from './run.ts';
import type { Code, Scope, Value } from './value.ts';

/** A value that is worked out once, when it is first asked for. */
export class Thunk {
  #value: Value | undefined;
  #code: Code | undefined;
  #scope: Scope | undefined;

  constructor(value: Value | undefined, code?: Code, scope?: Scope) {
    this.#value = value;
    this.#code = code;
    this.#scope = scope;
  }

  force(run: Run): Value {
    if (this.#value !== undefined) return this.#value;
    if (this.#code === undefined || this.#scope === undefined) throw new TypeError('a thunk without code');
    run.enter();
    const value = this.#code(this.#scope, run);
    run.leave();
    this.#value = value;
    this.#code = undefined;
    this.#scope = undefined;
    return value;
  }
}

/** A thunk of what is known already. */
export const known = (value: Value) => new Thunk(value);

/** A thunk of what the host works out. */
export const later = (work: (run: Run) => Value) => new Thunk(undefined, (_scope, run) => work(run), EMPTY_SCOPE);

/** The scope around everything. */
export const EMPTY_SCOPE: Scope = { slots: [], up: undefined, self: undefined, outermost: undefined, layer: 0 };

/** A scope inside another. */
export function scopeIn(up: Scope, slots: Thunk[]): Scope {
  return { slots, up, self: up.self, outermost: up.outermost, layer: up.layer };
}
