import { expect, test } from 'vitest';
import { createReturnTo, type ReturnToSettings, unusableReturnUrls } from './return-to.ts';

const settings: ReturnToSettings = {
  allowed: [
    'https://app.example.org/in',
    'https://*.example.com',
    'https://*.com',
    'https://*',
    '/local',
    'app:',
    'exp://phone.example/--/',
  ],
  defaultUrl: 'https://www.example.org/home',
  publicUrl: 'https://id.example.org',
  allowUnboundedWildcards: false,
};
const returnTo = createReturnTo(settings);

test.each([
  ['https://app.example.org/in', 'https://app.example.org/in'],
  ['https://app.example.org/inside?x=1#y', 'https://app.example.org/inside?x=1#y'],
  ['HTTPS://APP.example.org/in', 'https://app.example.org/in'],
  ['https://a.b.example.com/any', 'https://a.b.example.com/any'],
  ['/local/page', 'https://www.example.org/local/page'],
  ['local/page', 'https://www.example.org/local/page'],
  ['https:///local/page', 'https://www.example.org/local/page'],
  ['https://a.example.com', 'https://a.example.com'],
  ['https://a.example.com?x=1', 'https://a.example.com?x=1'],
  ['https://id.example.org/self-service/login/browser', 'https://id.example.org/self-service/login/browser'],
  ['exp://phone.example/--/back', 'exp://phone.example/--/back'],
])('%s is allowed', (candidate, url) => {
  expect(returnTo.check(candidate)).toBe(url);
});

test.each([
  'https://app.example.org/out',
  'http://app.example.org/in',
  'https://app.example.org:8443/in',
  'https://example.com/any',
  'https://evil.com/',
  '//evil.test/',
  'https://app.example.org@evil.test/in',
  'https://user@app.example.org/in',
  'https:\\\\evil.test/in',
  'https:////evil.test/local',
  'https:///\\evil.test/local',
  'https:///\t/evil.test/local',
  'https:///elsewhere',
  'http:///local/page',
  'https://id.example.org/other',
  'javascript:alert(1)',
])('%s is refused', (candidate) => {
  expect(() => returnTo.check(candidate)).toThrow(
    expect.objectContaining({ code: 'return_to_forbidden', status: 400, id: 'self_service_flow_return_to_forbidden' }),
  );
});

test('a refusal does not tell what is allowed', () => {
  const refused = (() => {
    try {
      return returnTo.check('https://evil.test/');
    } catch (error) {
      return error;
    }
  })();
  expect(JSON.stringify(refused)).not.toContain('app.example.org');
  expect(refused).toMatchObject({ details: { pointer: 'return_to', got: 'https://evil.test/' } });
});

test('what is no URL says so', () => {
  expect(() => returnTo.check('https://[')).toThrow(expect.objectContaining({ code: 'return_to_unparsable' }));
});

test('entries that cannot be used are told', () => {
  expect(unusableReturnUrls(settings)).toEqual(['https://*.com', 'https://*', 'app:']);
});
