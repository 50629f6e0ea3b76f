import { DEFAULT_LIMITS } from '../json-reader.ts';
import { type JsonNode, printTree } from '../tree.ts';
import { type Measure, measureOf } from './measure.ts';
import { type PatchRule, patchFault } from './patch-fault.ts';
import type { PatchOperation } from './patch-operation.ts';

export const PATCH_LIMITS = {
  operations: 10_000,
  /** Bytes of UTF-8 that the patched document may have as text. */
  size: 5 * 1024 * 1024,
  /** Bytes that a document may grow by that is larger already: it must stay possible to deactivate a large identity. */
  slack: 64 * 1024,
  /** Nulls that one index may add in front of its element. */
  padding: 1000,
  /** Values that the operations of one patch may copy, count or push aside. */
  effort: 2_000_000,
  depth: DEFAULT_LIMITS.depth,
} as const;

/** Elements of a list that move as fast as one value is copied. */
const ELEMENTS_PER_STEP = 16;

/** Keeps count of what a patch makes of a document, and stops it in time: a list of `copy` operations doubles it with each. */
export interface Growth {
  /** Before a value is put `level` levels below the root. @throws ApiError `patch_inapplicable` (`size`, `depth`) */
  add(value: JsonNode, level: number, operation: PatchOperation): Measure;
  /** Before a value is put there that was in the document already, and has been taken out. @throws as `add` */
  move(value: JsonNode, level: number, operation: PatchOperation): void;
  /** Before so many nulls are put in front of an element. @throws ApiError `patch_inapplicable` (`padding`, `size`) */
  pad(count: number, operation: PatchOperation): void;
  /** Before so many values are copied. @throws ApiError `patch_inapplicable` (`effort`) */
  spend(steps: number, operation: PatchOperation): void;
  /** Before so many elements of a list move by one place. @throws as `spend` */
  shift(elements: number, operation: PatchOperation): void;
  /** After the last operation. @throws ApiError `patch_inapplicable` (`size`) */
  finish(last: PatchOperation): void;
}

/** A character takes six bytes at most (an escape sequence), so most documents need not be printed to be sure. */
const surelySmall = (size: number) => size * 6 <= PATCH_LIMITS.size;
const bytesOf = (root: JsonNode) => Buffer.byteLength(printTree(root));

export function createGrowth(root: JsonNode): Growth {
  let { size } = measureOf(root);
  const sizeLimit = surelySmall(size) ? PATCH_LIMITS.size : Math.max(PATCH_LIMITS.size, bytesOf(root) + PATCH_LIMITS.slack);
  let effort = 0;

  const refuse = (rule: PatchRule, operation: PatchOperation, what: string, limit: number): never => {
    throw patchFault(rule, operation, `the patch ${what}: the limit is ${limit}`, `at most ${limit}`);
  };
  const spend = (steps: number, operation: PatchOperation) => {
    effort += steps;
    if (effort > PATCH_LIMITS.effort) refuse('effort', operation, 'copies and moves too many values', PATCH_LIMITS.effort);
  };
  const grow = (by: number, operation: PatchOperation) => {
    size += by;
    if (size <= sizeLimit) return;
    // What was removed in between has not been subtracted: count again.
    const { size: actual, nodes } = measureOf(root);
    spend(nodes, operation);
    size = actual + by;
    if (size > sizeLimit) refuse('size', operation, 'makes the document too large', sizeLimit);
  };
  const nest = (depth: number, level: number, operation: PatchOperation) => {
    if (depth + level > PATCH_LIMITS.depth) refuse('depth', operation, 'nests objects and lists too deeply', PATCH_LIMITS.depth);
  };

  return {
    spend,
    add(value, level, operation) {
      const measure = measureOf(value);
      nest(measure.depth, level, operation);
      // With the names of the members and parents that are made on the way.
      grow(measure.size + operation.path.length + level * 6, operation);
      return measure;
    },
    move(value, level, operation) {
      const { depth, nodes } = measureOf(value);
      spend(nodes, operation);
      nest(depth, level, operation);
    },
    pad(count, operation) {
      if (count > PATCH_LIMITS.padding) refuse('padding', operation, 'puts too many nulls before an index', PATCH_LIMITS.padding);
      grow(count * 5, operation);
    },
    shift(elements, operation) {
      spend(Math.ceil(elements / ELEMENTS_PER_STEP), operation);
    },
    finish(last) {
      if (surelySmall(size) || bytesOf(root) <= sizeLimit) return;
      refuse('size', last, 'makes the document too large', sizeLimit);
    },
  };
}
