import { expect, test, vi } from 'vitest';
import type { SessionRow, SessionStore } from '../store/session-store.ts';
import { extendSession } from './extend.ts';

const clock = { micros: () => 1_735_689_600_000_001 };
const lifespans = { lifespanMs: 3_600_000, earliestExtendMs: 1_800_000 };

test('asks for the full lifespan from now on, if less than the earliest possible time is left', async () => {
  const session = { id: 'one' } as SessionRow;
  const extend = vi.fn(async () => session);
  expect(await extendSession('one', { extend } as unknown as SessionStore, clock, lifespans)).toBe(session);
  expect(extend.mock.calls).toEqual([
    ['one', { ifBefore: '2025-01-01T00:30:00.000001Z', to: '2025-01-01T01:00:00.000001Z', at: '2025-01-01T00:00:00.000001Z' }],
  ]);
});

test('a session that does not exist', async () => {
  const store = { extend: async () => undefined } as unknown as SessionStore;
  await expect(extendSession('one', store, clock, lifespans)).rejects.toMatchObject({ code: 'session_unknown', status: 404 });
});
