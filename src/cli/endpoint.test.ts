import { expect, test } from 'vitest';
import { sayRetries } from './endpoint.ts';

test('what several requests wait for is said once, and again when it is something else', () => {
  let said = '';
  const onRetry = sayRetries({
    err: (text) => {
      said += text;
    },
  });
  const nobody = 'Nobody answers at http://admin.test: connect ECONNREFUSED 127.0.0.1:4434';
  for (const ms of [1000, 1000, 2000, 2000]) onRetry(nobody, ms);
  onRetry('http://admin.test answers with 429', 1500);
  expect(said).toBe(
    `${nobody}. Trying again in 1 s.\n${nobody}. Trying again in 2 s.\nhttp://admin.test answers with 429. Trying again in 2 s.\n`,
  );
});
