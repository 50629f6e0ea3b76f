import { LIMITS } from './limits.ts';
import { ValueFault } from './template-error.ts';

/** What one rendering may still do. */
export interface Budget {
  /** @throws ValueFault when there were too many of them */
  step(count?: number): void;
}

export function createBudget(): Budget {
  let left: number = LIMITS.steps;
  return {
    step(count = 1) {
      left -= count;
      if (left < 0) throw new ValueFault(`it takes more than ${LIMITS.steps} steps`);
    },
  };
}

/** @throws ValueFault when a text of so many characters would be too long */
export function checkLength(characters: number): void {
  if (characters > LIMITS.output) throw new ValueFault(`a text would become longer than ${LIMITS.output} characters`);
}

/** @throws ValueFault when a list of so many elements would be too long */
export function checkElements(count: number): void {
  if (count > LIMITS.elements) throw new ValueFault(`a list would have more than ${LIMITS.elements} elements`);
}
