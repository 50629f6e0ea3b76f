import { expect, vi } from 'vitest';

/** Waits until a condition holds; the test fails when it does not within 20 seconds. */
export const until = (condition: () => unknown) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 20_000 });
