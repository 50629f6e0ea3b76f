import { expect, test } from 'vitest';
import { createAllowedOrigins } from './allowed-origins.ts';

test.each([
  [['*'], 'https://anybody.example', true],
  [[], 'https://anybody.example', true],
  [['https://A.example'], 'https://a.example', true],
  [['https://a.example'], 'https://A.example', false],
  [['https://a.example'], 'http://a.example', false],
  [['https://a.example'], 'https://a.example.evil.org', false],
  [['https://*.example.com'], 'https://www.example.com', true],
  [['https://*.example.com'], 'https://a.b.example.com', true],
  [['https://*.example.com'], 'https://example.com', false],
  [['https://*.example.com'], 'https://evilexample.com', false],
  [['https://*.example.com'], 'https://evil.org/.example.com', false],
  [['https://*.example.com'], 'https://evil.org:1.example.com', false],
  [['https://*.example.com:8443'], 'https://www.example.com:8443', true],
  [['https://*.com'], 'https://www.com', false],
  [['https://*example.com'], 'https://evilexample.com', false],
  [['https://www.example.*'], 'https://www.example.org', false],
  [['https://*.github.io'], 'https://anybody.github.io', false],
  [['https://*.localhost'], 'https://a.localhost', false],
])('%j and %s: %s', (patterns, origin, allowed) => {
  expect(createAllowedOrigins(patterns, false)(origin)).toBe(allowed);
});

test('the old way takes every wildcard', () => {
  const allows = createAllowedOrigins(['https://*.com', 'https://www.example.*'], true);
  expect(['https://www.com', 'https://www.example.org', 'https://www.org'].map(allows)).toEqual([true, true, false]);
});
