import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../error/api-error.ts';

/**
 * What the work resolves with, unless it takes too long; it goes on all the same.
 * @throws ApiError `unavailable` after the time
 */
export async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const done = new AbortController();
  const late = pause(milliseconds, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new ApiError('unavailable', { retryAfter: 1, cause: new Error(`no answer within ${milliseconds} ms`) });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => {});
    done.abort();
  }
}
