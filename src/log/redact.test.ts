import { expect, test } from 'vitest';
import { createRedaction, NO_REDACTION } from './redact.ts';

const { details, target } = createRedaction('XX');

test.each([
  [
    { Authorization: 'Bearer a', cookie: ['a=b'], 'X-Session-Token': 'c' },
    { Authorization: 'XX', cookie: 'XX', 'X-Session-Token': 'XX' },
  ],
  [
    { recipient: 'a@b.example', password: 1, token: undefined, secret: null },
    { recipient: 'XX', password: 'XX', token: undefined, secret: null },
  ],
  [{ problem: '550 <jane.doe+x@mail.example.org>: unknown' }, { problem: '550 <XX>: unknown' }],
  [{ problem: 'to +49 151 2345-678 and +15551234567.' }, { problem: 'to XX and XX.' }],
  [
    { err: { message: 'of a@b.example', detail: '(1, jane)', rows: [{ traits: {} }] } },
    { err: { message: 'of XX', detail: 'XX', rows: [{ traits: 'XX' }] } },
  ],
  [{ url: 'postgres://u:p@db.example/z' }, { url: 'postgres://u:XX/z' }],
])('%j', (given, expected) => {
  expect(details(given)).toEqual(expected);
});

test.each([['at /x/node_modules/@ory/client@1.2.3/index.js:3:4'], ['2026-01-02T03:04:05+00:00'], ['a + 12']])(
  '%s stays',
  (text) => {
    expect(details({ text, count: 3, flag: true })).toEqual({ text, count: 3, flag: true });
  },
);

test('what is nested without end is cut', () => {
  const loop: { self?: object; a: string } = { a: 'b' };
  loop.self = loop;
  expect(JSON.stringify(details(loop))).toContain('"self":"XX"');
});

test('of a target the query goes', () => {
  expect([target('/a?b=c&d=e'), target('/a')]).toEqual(['/a?XX', '/a']);
  expect(NO_REDACTION.target('/a?b=c')).toBe('/a?b=c');
});
