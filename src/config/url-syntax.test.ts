import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUri, isUriReference, isUrlOrPath, schemeOf } from './url-syntax.ts';

describe('schemeOf', () => {
  test.each([
    ['https://a.example/x?y=%zz', 'https'],
    ['HTTP://a', 'http'],
    ['exp://example.com/Callback', 'exp'],
    ['mailto:a@b', 'mailto'],
    ['android:apk-key-hash:xyz', 'android'],
    ['file://./x', 'file'],
    ['base64://eyJ9Cg==', 'base64'],
    ['http://[::1]:80/', 'http'],
    ['http://u:p@h/', 'http'],
    ['//host/path', ''],
    ['/path', ''],
    ['path/with:colon', ''],
    ['', ''],
    ['#fragment', ''],
  ])('of %s is %j', (text, scheme) => expect(schemeOf(text)).toBe(scheme));

  test.each([
    'http://a b/',
    'http://h:port/',
    'http://[::1/',
    'http://h/%zz',
    'http://%zz/',
    'a:b\u0000',
    'http://h\n/',
    ':x',
    'first segment:colon',
    '1a:b',
    'http://us er@h/',
    'x#%zz',
  ])('%j is no URL', (text) => expect(schemeOf(text)).toBeUndefined());

  test('agrees with the URLs that browsers write', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => isUri(url)),
      { numRuns: 200 },
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => isUriReference(text) || !isUri(text) || text.includes('\\')),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['https://app.example/', true],
  ['/dashboard', true],
  ['/', true],
  ['dashboard', false],
  ['', false],
  ['mailto:a@b', false],
  ['/a\\b', false],
])('a browser can be sent to %j: %j', (text, expected) => expect(isUrlOrPath(text)).toBe(expected));
