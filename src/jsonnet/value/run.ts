import { Fault } from '../fault.ts';

/** What one evaluation may take. Steps are calls, values that are worked out, elements, fields and sixteenths of texts. */
export interface Limits {
  readonly steps: number;
  /** How deep calls and values that need each other may be nested. */
  readonly depth: number;
  /** Characters of one text, and of the result. */
  readonly characters: number;
}

export const LIMITS: Limits = { steps: 1_000_000, depth: 800, characters: 8 * 1024 * 1024 };

const CHARACTERS_PER_STEP = 16;

/** One evaluation: what it has left, and where it is. Its limits are counts and not times, so a snippet ends alike on any machine. */
export class Run {
  readonly #limits: Limits;
  #steps: number;
  #depth = 0;
  /** Offset of the expression that is being evaluated, for errors. */
  at = 0;
  /** JSON texts of `std.extVar`. */
  readonly external: ReadonlyMap<string, string>;

  constructor(external: ReadonlyMap<string, string>, limits: Limits) {
    this.external = external;
    this.#limits = limits;
    this.#steps = limits.steps;
  }

  fail(message: string): never {
    throw new Fault(message, this.at);
  }

  /** Counts steps, before they are taken. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (!(this.#steps >= 0)) this.fail(`the evaluation takes more than ${this.#limits.steps} steps`);
  }

  /** Counts a text that is about to be made. */
  spendText(characters: number): void {
    if (!(characters <= this.#limits.characters)) this.fail(`a text has more than ${this.#limits.characters} characters`);
    this.spend(characters / CHARACTERS_PER_STEP);
  }

  enter(): void {
    this.#steps--;
    if (++this.#depth > this.#limits.depth) this.fail(`calls are nested more than ${this.#limits.depth} deep`);
    if (this.#steps < 0) this.spend(0);
  }

  leave(): void {
    this.#depth--;
  }
}
