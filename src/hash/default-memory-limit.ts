import { totalmem } from 'node:os';

/** Half of the memory that this process may have (of the machine, or of its container), in bytes. */
export function defaultMemoryLimit(): number {
  // Zero, or a number beyond the machine, stands for "no limit".
  const constrained = process.constrainedMemory();
  return Math.floor(Math.min(totalmem(), constrained > 0 ? constrained : Number.POSITIVE_INFINITY) / 2);
}
