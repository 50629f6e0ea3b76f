import { ApiError } from '../error/api-error.ts';

/**
 * What the work resolves with, unless it takes too long; it goes on all the same.
 * @throws ApiError `unavailable` after the time
 */
export function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => {
    reject(new ApiError('unavailable', { retryAfter: 1, cause: new Error(`no answer within ${milliseconds} ms`) }));
  }, milliseconds);
  timer.unref();
  void work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
