import { describe, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { rangeServerUrl } from './range-server-url.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

test.each([
  ['api.pwnedpasswords.com', 'https://api.pwnedpasswords.com/'],
  ['ranges.example:8443', 'https://ranges.example:8443/'],
  ['localhost', 'https://localhost/'],
  ['192.0.2.1:8080', 'https://192.0.2.1:8080/'],
  ['[2001:db8::1]:8080', 'https://[2001:db8::1]:8080/'],
  ['http://ranges.intern:8080', 'http://ranges.intern:8080/'],
  ['https://ranges.intern/pwned', 'https://ranges.intern/pwned/'],
  ['HTTPS://ranges.intern/', 'https://ranges.intern/'],
])('%s', (text, url) => {
  expect(rangeServerUrl(text)).toBe(url);
});

test.each([
  '',
  ' ',
  'ranges.example/path',
  'ranges.example:port',
  'ranges.example:99999',
  'me@ranges.example',
  'ftp://ranges.example',
  'https://',
  'https://me:secret@ranges.example',
  'https://ranges.example/?a=b',
  'https://ranges.example/#a',
  '2001:db8::1',
])('%j is no server', (text) => {
  expect(rangeServerUrl(text)).toBeUndefined();
});

describe('in a configuration', () => {
  const load = (password: object) => {
    const methods = JSON.stringify({ selfservice: { methods: { password } } });
    return loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': methods }));
  };

  test('everything about passwords has its default', async () => {
    const { config } = await load({});
    expect(config.selfservice.methods.password).toEqual({
      enabled: true,
      migrateHookEnabled: false,
      policy: {
        minLength: 8,
        similarityCheck: true,
        rangeServer: 'https://api.pwnedpasswords.com/',
        maxBreaches: 0,
        ignoreNetworkErrors: true,
      },
    });
  });

  test('everything can be set, without a warning', async () => {
    const { config, warnings } = await load({
      enabled: false,
      config: {
        haveibeenpwned_host: 'http://ranges.intern:8080',
        max_breaches: 5,
        ignore_network_errors: false,
        min_password_length: 12,
        identifier_similarity_check_enabled: false,
      },
    });
    expect(warnings).toEqual([]);
    expect(config.selfservice.methods.password).toMatchObject({
      enabled: false,
      policy: {
        minLength: 12,
        similarityCheck: false,
        rangeServer: 'http://ranges.intern:8080/',
        maxBreaches: 5,
        ignoreNetworkErrors: false,
      },
    });
  });

  test('a host that cannot be called is a fault, unless nobody is asked', async () => {
    const host = { haveibeenpwned_host: 'ranges.example/path' };
    await expect(load({ config: host })).rejects.toThrow(/haveibeenpwned_host[\s\S]*a URL that starts with http/);
    const { config } = await load({ config: { ...host, haveibeenpwned_enabled: false } });
    expect(config.selfservice.methods.password.policy.rangeServer).toBeUndefined();
  });
});
