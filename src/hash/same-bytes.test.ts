import { describe, expect, it } from 'vitest';
import { sameBytes } from './same-bytes.ts';

describe('sameBytes', () => {
  it('compares content and length', () => {
    expect(sameBytes(Buffer.of(1, 2), Buffer.of(1, 2))).toBe(true);
    for (const other of [Buffer.of(1, 3), Buffer.of(1), Buffer.of(1, 2, 0), Buffer.of()]) {
      expect(sameBytes(Buffer.of(1, 2), other)).toBe(false);
    }
  });

  it('finds nothing equal to an empty digest', () => {
    expect(sameBytes(Buffer.of(), Buffer.of())).toBe(false);
  });
});
