import fc from 'fast-check';
import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { isJsonRequest } from './json-request.ts';
import { requestUrl } from './request-url.ts';

const requestOf = (url: string, headers: Record<string, string>, encrypted = false) =>
  ({ url, headers, raw: { headers, socket: encrypted ? { encrypted: true } : {} } }) as unknown as FastifyRequest;

const PATH = '/self-service/login/browser?return_to=https%3A%2F%2Fa.b&x=1&x=%zz';

describe('the URL of a request', () => {
  test.each<[what: string, headers: Record<string, string>, encrypted: boolean, base: string]>([
    ['Host', { host: 'id.example.org:4433' }, false, 'http://id.example.org:4433'],
    ['TLS', { host: 'id.example.org' }, true, 'https://id.example.org'],
    ['an address', { host: '[::1]:4433' }, false, 'http://[::1]:4433'],
    [
      'a proxy',
      { host: 'inside', 'x-forwarded-host': 'id.example.org', 'x-forwarded-proto': 'https' },
      false,
      'https://id.example.org',
    ],
    ['several proxies', { host: 'c', 'x-forwarded-host': 'a, b', 'x-forwarded-proto': 'https,http' }, false, 'https://a'],
    ['a proxy without TLS behind it', { host: 'a', 'x-forwarded-proto': 'http' }, true, 'http://a'],
    ['empty headers', { host: 'a', 'x-forwarded-host': '', 'x-forwarded-proto': '' }, false, 'http://a'],
    ['a host that is none', { host: 'a', 'x-forwarded-host': 'evil.example/x?' }, false, 'http://a'],
    ['a host that no URL can have', { host: 'a', 'x-forwarded-host': 'b%zz' }, false, 'http://a'],
    ['an address that is none', { host: '999.1.1.1' }, false, 'http://localhost'],
    ['a port that is none', { host: 'a', 'x-forwarded-host': 'b:99999' }, false, 'http://a'],
    ['a user instead of a host', { host: 'a', 'x-forwarded-host': 'good@evil' }, false, 'http://a'],
    ['a scheme that is none', { host: 'a', 'x-forwarded-proto': 'javascript' }, false, 'http://a'],
    ['nothing', {}, false, 'http://localhost'],
  ])('%s', (_, headers, encrypted, base) => {
    expect(requestUrl(requestOf(PATH, headers, encrypted))).toBe(base + PATH);
  });

  test('the request line comes first', () => {
    const headers = { host: 'b', 'x-forwarded-host': 'c' };
    expect(requestUrl(requestOf('https://a.example/x?y=1', headers))).toBe('https://a.example/x?y=1');
    expect(requestUrl(requestOf('http://a.example?y=1', { ...headers, 'x-forwarded-proto': 'https' }))).toBe(
      'https://a.example/?y=1',
    );
  });

  test('is one, whatever the headers say', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (host, forwarded, proto) => {
        const url = requestUrl(requestOf('/a?b=c', { host, 'x-forwarded-host': forwarded, 'x-forwarded-proto': proto }));
        expect(url).toMatch(/^https?:\/\/[^/?#@\\\s]+\/a\?b=c$/);
        expect(URL.canParse(url)).toBe(true);
      }),
    );
  });
});

describe('whether a request is one of JSON', () => {
  test.each([
    ['*/*', 'application/json', true],
    ['*/*', 'application/json; charset=utf-8', false],
    ['application/json', 'application/x-www-form-urlencoded', true],
    ['text/html', 'application/x-www-form-urlencoded', false],
    ['text/html', '', false],
  ])('Accept %j, Content-Type %j', (accept, type, json) => {
    expect(isJsonRequest(requestOf('/', { accept, 'content-type': type }))).toBe(json);
  });
});
