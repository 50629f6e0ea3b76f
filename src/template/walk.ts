import { LIMITS } from './limits.ts';
import { ValueFault } from './template-error.ts';

/**
 * Counts what is visited of a value: one that holds another one twice, which does so, too, has more parts than can be walked.
 * @throws ValueFault from the returned function when there are too many parts, or they are nested too deep
 */
export function createWalk(): (depth: number) => void {
  let left: number = LIMITS.steps;
  return (depth) => {
    if (depth > LIMITS.values) throw new ValueFault('a value is nested too deep');
    if (--left < 0) throw new ValueFault('a value has too many parts');
  };
}
