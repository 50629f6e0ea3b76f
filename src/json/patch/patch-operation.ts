import type { JsonNode } from '../tree.ts';

/**
 * One operation of a JSON Patch (RFC 6902) as it was sent: nothing has been checked but that it is an object. A caller may take
 * operations out of the list and handle them itself.
 */
export interface PatchOperation {
  /** `unknown` where the operation has no text there. */
  readonly op: string;
  /** Empty where the operation has no text there. */
  readonly path: string;
  readonly from?: string;
  /** Left out where there is none; a `null` that was sent is `null`. Not to be changed. */
  readonly value?: JsonNode;
  /** Where it stood in the list, from 0. */
  readonly index: number;
}
