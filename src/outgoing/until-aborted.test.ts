import { expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

const never = new Promise<string>(() => {});

it('hands on what the work comes to', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve('done'), signal)).toBe('done');
  await expect(untilAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
});

it('stops waiting at the signal, before and meanwhile', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(never, controller.signal);
  controller.abort(new Error('too late'));
  await expect(waiting).rejects.toThrow('too late');
  await expect(untilAborted(never, controller.signal)).rejects.toThrow('too late');
});
