/** `length` bytes that repeat `pattern` from its start. The pattern may be empty only if the length is 0. */
export function fillWith(pattern: Uint8Array, length: number): Buffer {
  // Buffer.alloc refuses an empty pattern.
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, pattern);
}
