import { expect, test } from 'vitest';
import { absoluteUrl } from './absolute-url.ts';

test.each([
  ['https://app.example.org', 'https://app.example.org'],
  ['https://app.example.org/', 'https://app.example.org/'],
  ['https://app.example.org?x=1', 'https://app.example.org?x=1'],
  ['https://app.example.org#app.example.org/', 'https://app.example.org#app.example.org/'],
  ['HTTPS://App.example.org:443/In', 'https://app.example.org/In'],
  ['https://app.example.org/a/../b c', 'https://app.example.org/b%20c'],
  ['//app.example.org/in', 'http://app.example.org/in'],
  ['/in?x=1#y', 'http://www.example.org:81/in?x=1#y'],
  ['in', 'http://www.example.org:81/in'],
  ['?x=1', 'http://www.example.org:81?x=1'],
  ['#y', 'http://www.example.org:81#y'],
  ['', 'http://www.example.org:81'],
  ['https:///in', 'https://www.example.org:81/in'],
  ['exp:///in', 'exp://www.example.org:81/in'],
  ['exp://phone.example', 'exp://phone.example'],
  ['https://a.example@a.example', 'https://a.example@a.example'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%j is %s', (text, url) => {
  expect(absoluteUrl(text, 'http://www.example.org:81/home?a=b#c')).toBe(url);
});

test.each(['https:////evil.test/', 'https:///\\evil.test', 'https:///\t/evil.test'])(
  '%j is of no host that is made up',
  (text) => {
    expect(new URL(absoluteUrl(text, 'https://www.example.org')).host).toMatch(/^(evil\.test|www\.example\.org)$/);
  },
);

test('what is no URL is refused', () => {
  expect(() => absoluteUrl('https://[', 'https://www.example.org')).toThrow(TypeError);
});
