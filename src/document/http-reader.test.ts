import { expect, test } from 'vitest';
import { createHttpReader, type HttpReaderOptions } from './http-reader.ts';

const unreachable = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });

function setUp(fetch: HttpReaderOptions['fetch']) {
  const retries: [name: string, problem: string][] = [];
  const waits: number[] = [];
  let calls = 0;
  const read = createHttpReader({
    fetch: (input, init) => {
      calls++;
      return fetch(input, init);
    },
    disallowPrivateIps: false,
    onRetry: (name, problem) => retries.push([name, problem]),
    wait: async (milliseconds) => waits.push(milliseconds),
  });
  return { read, retries, waits, calls: () => calls };
}

test('a server that cannot be reached is asked three times, and the reason is told without what may be secret', async () => {
  const { read, retries, waits, calls } = setUp(() => Promise.reject(unreachable));
  await expect(read('https://host.example/a?token=geheim')).rejects.toThrow(
    /^it could not be fetched: connect ECONNREFUSED 127\.0\.0\.1:1$/,
  );
  const retry = ['https://host.example/a', 'connect ECONNREFUSED 127.0.0.1:1'];
  expect([retries, waits, calls()]).toEqual([[retry, retry], [250, 500], 3]);
});

test('user and password in a URL are refused before any attempt, without repeating them', async () => {
  const { read, retries, calls } = setUp(async () => new Response('there'));
  await expect(read('https://user:geheim@host.example/a')).rejects.toThrow(
    /^it could not be fetched: a URL with user and password cannot be fetched$/,
  );
  expect([retries, calls()]).toEqual([[], 0]);
});
