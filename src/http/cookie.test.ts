import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cookieValues, serialiseClearing, serialiseCookie } from './cookie.ts';

const LAX = { path: '/', secure: false, sameSite: 'Lax' } as const;

test('attributes stand in the usual order', () => {
  const all = { path: '/auth', domain: 'example.org', secure: true, sameSite: 'None' } as const;
  const life = { maxAge: 60, expires: new Date(Date.UTC(2030, 0, 2, 3, 4, 5)) };
  expect(serialiseCookie('a', 'b', all, life)).toBe(
    'a=b; Path=/auth; Domain=example.org; Expires=Wed, 02 Jan 2030 03:04:05 GMT; Max-Age=60; HttpOnly; Secure; SameSite=None',
  );
  expect(serialiseCookie('a', 'b', LAX)).toBe('a=b; Path=/; HttpOnly; SameSite=Lax');
  expect(serialiseClearing('a', LAX)).toBe(
    'a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; HttpOnly; SameSite=Lax',
  );
});

test.each([
  ['a b', 'c', LAX],
  ['', 'c', LAX],
  ['ä', 'c', LAX],
  ['a;b', 'c', LAX],
  ['a', 'b;c', LAX],
  ['a', 'b\r\nset-cookie: x=y', LAX],
  ['a', 'b', { ...LAX, path: '/; Domain=evil' }],
  ['a', 'b', { ...LAX, domain: 'a\n' }],
])('%j=%j %j is refused', (name, value, attributes) => {
  expect(() => serialiseCookie(name, value, attributes)).toThrow(TypeError);
});

test.each([
  [undefined, []],
  ['', []],
  ['a=1', ['1']],
  ['a=1; a=2;a=3', ['1', '2', '3']],
  ['ba=1; ab=2; A=3', []],
  ['x=a; a="q"; a=', ['q', '']],
  ['a', []],
  ['a=b=c==', ['b=c==']],
  [
    ['a=1', 'b=2; a=3'],
    ['1', '3'],
  ],
])('%j has the values %j under a', (header, values) => {
  expect(cookieValues(header, 'a')).toEqual(values);
});

test('a value that is refused is not told', () => {
  expect(() => serialiseCookie('a', 'secret;', LAX)).toThrow(/^the value of a cookie has characters/);
});

test('what was written is read', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/),
      fc.stringMatching(/^[A-Za-z0-9_+/=-]*$/),
      (name, value) => {
        const [pair = ''] = serialiseCookie(name, value, LAX).split(';');
        expect(cookieValues(`x=y; ${pair}`, name).at(-1)).toBe(value);
      },
    ),
  );
});
