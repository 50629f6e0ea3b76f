import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createRequestIds } from './request-id.ts';

const requestWith = (id?: string) => ({ headers: { 'x-request-id': id } }) as unknown as IncomingMessage;

test('the id that was sent is taken, if it is fit for that', () => {
  const idOf = createRequestIds(() => 'made');
  expect(idOf(requestWith('r-1"{}'))).toBe('r-1"{}');
  for (const unfit of [undefined, '', 'a b', 'a\u00e9', 'x'.repeat(257)]) expect(idOf(requestWith(unfit))).toBe('made');
});

test('a request keeps the id that was made for it', () => {
  let count = 0;
  const idOf = createRequestIds(() => String(count++));
  const [one, other] = [requestWith(), requestWith()];
  expect([idOf(one), idOf(other), idOf(one)]).toEqual(['0', '1', '0']);
});
