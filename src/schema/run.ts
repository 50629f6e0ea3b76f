import { ApiError } from '../error/api-error.ts';
import { normalisePhone } from '../identifier/normalise-phone.ts';
import { FoundTraits } from './found-traits.ts';
import type { Path } from './path.ts';

/** Steps that one validation may take; a step is about a tenth of a microsecond. */
const MAX_STEPS = 500_000;
/** Steps that it takes to look up a phone number in the tables of all countries. */
export const PHONE_STEPS = 100;
/** Sub-schemas inside one another; far below what the stack holds. */
const MAX_DEPTH = 400;
/** Violations after which no further element or member of a value that is wrong already is looked at. */
const MAX_VIOLATIONS = 1000;

type Normalised = ReturnType<typeof normalisePhone>;

/** One validation: what it has cost, where it is, what it found. */
export class Run {
  readonly found = new FoundTraits();
  /** The value that is looked at now. */
  path: Path;
  readonly #phones = new Map<string, Normalised>();
  #steps = 0;
  #depth = 0;
  #violations = 0;

  /** @throws ApiError `traits_too_costly` */
  charge(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MAX_STEPS) throw tooCostly('steps', MAX_STEPS);
  }

  /** Goes one sub-schema deeper. @throws ApiError `traits_too_costly` */
  enter(): void {
    if (++this.#depth > MAX_DEPTH) throw tooCostly('depth', MAX_DEPTH);
    this.charge(1);
  }

  leave(): void {
    this.#depth--;
  }

  /** `normalisePhone`, once for each text: a phone number is often looked at by several keywords. */
  phoneIn(text: string): Normalised {
    let phone = this.#phones.get(text);
    if (phone === undefined) {
      this.charge(PHONE_STEPS);
      phone = normalisePhone(text);
      this.#phones.set(text, phone);
    }
    return phone;
  }

  countViolation(): void {
    this.#violations++;
  }

  /** Whether enough is wrong to stop looking for more. */
  get hasEnough(): boolean {
    return this.#violations >= MAX_VIOLATIONS;
  }
}

function tooCostly(rule: string, limit: number): ApiError {
  return new ApiError('traits_too_costly', { details: { pointer: '/traits', rule, expected: `at most ${limit}`, got: 'more' } });
}
