import { expect, test } from 'vitest';
import { csrfViolation } from './csrf-violation.ts';

const HEADERS = { cookie: 'csrf_token_0=value' };
const csrf = { carried: () => 'value' };
const NO_TOKEN = 'The anti-CSRF cookie was found but the CSRF token was not included in the HTTP request body (csrf_token)';

test.each([
  [false, 'Send the value of the node csrf_token'],
  [true, 'hand on the cookies of that browser'],
])('a request with cookie but without token, which asks for a flow: %s', (isFetch, advice) => {
  const { details } = csrfViolation(csrf, { headers: HEADERS, hasToken: false, isFetch });
  expect(details).toMatchObject({ hint: expect.stringContaining(advice) });
  // Clients tell this case by the beginning of the hint, and by what is not there.
  expect(details).toMatchObject({ hint: expect.stringContaining(NO_TOKEN) });
  expect(details).not.toHaveProperty('reject_reason');
});
