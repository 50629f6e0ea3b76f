import { describe, expect, test } from 'vitest';
import { allKeys } from '../key-table.ts';
import { dotted } from '../merge.ts';
import { environmentSettings } from './environment-layer.ts';

const settingsOf = (env: Record<string, string>) => environmentSettings(env).map(({ path, value }) => [dotted(path), value]);

describe('names', () => {
  test.each([
    ['DSN', 'dsn'],
    ['SERVE_PUBLIC_BASE_URL', 'serve.public.base_url'],
    ['SELFSERVICE_FLOWS_LOGIN_UI_URL', 'selfservice.flows.login.ui_url'],
    ['COURIER_SMTP_CONNECTION_URI', 'courier.smtp.connection_uri'],
    ['IDENTITY_SCHEMAS_0_URL', 'identity.schemas.0.url'],
    ['SECRETS_COOKIE_1', 'secrets.cookie.1'],
    ['SELFSERVICE_METHODS_OIDC_CONFIG_PROVIDERS_12_CLIENT_ID', 'selfservice.methods.oidc.config.providers.12.client_id'],
    ['SELFSERVICE_METHODS_OIDC_CONFIG_PROVIDERS_0_SCOPE_1', 'selfservice.methods.oidc.config.providers.0.scope.1'],
    ['SELFSERVICE_FLOWS_REGISTRATION_AFTER_PASSWORD_HOOKS_0_HOOK', 'selfservice.flows.registration.after.password.hooks.0.hook'],
    ['ZELOS_DATA_DIR', 'zelos.data_dir'],
    ['WATCH-COURIER', undefined],
    ['dsn', 'dsn'],
  ])('%s sets %s', (variable, key) => {
    const text = variable === 'WATCH-COURIER' ? 'true' : 'x';
    expect(settingsOf({ [variable]: text })).toEqual([[key ?? 'watch-courier', key === undefined ? true : 'x']]);
  });

  test.each(['WATCH_COURIER', 'PATH', 'IDENTITY_SCHEMAS_URL', 'IDENTITY_SCHEMAS_99999999_URL', 'SERVE_PUBLIC_NOTHING'])(
    '%s sets nothing',
    (variable) => {
      expect(settingsOf({ [variable]: 'x' })).toEqual([]);
    },
  );

  test('no two keys have the same name', () => {
    const names = allKeys().flatMap(({ variable }) => (variable === undefined ? [] : [variable]));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('conversion', () => {
  test.each([
    ['LOG_LEVEL', '1', '1'],
    ['SERVE_PUBLIC_PORT', '5000', 5000],
    ['SERVE_PUBLIC_PORT', '+5', 5],
    ['SERVE_PUBLIC_PORT', 'abc', 0],
    ['SERVE_PUBLIC_PORT', '5.5', 0],
    ['SERVE_PUBLIC_PORT', '', 0],
    ['TRACING_PROVIDERS_OTLP_SAMPLING_SAMPLING_RATIO', '0.25', 0.25],
    ['TRACING_PROVIDERS_OTLP_SAMPLING_SAMPLING_RATIO', 'half', 0],
    ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => ['DEV', text, true] as const),
    ...['0', 'f', 'F', 'false', 'FALSE', 'False', 'yes', ''].map((text) => ['DEV', text, false] as const),
    ['IDENTITY_SCHEMAS', 'nonsense', null],
    ['IDENTITY_SCHEMAS', 'null', null],
    ['SECRETS_COOKIE', '1234567890123456', null],
    ['SECRETS_COOKIE', 'true', null],
    ['SECRETS_COOKIE', '"quoted"', null],
  ] as const)('%s=%s is %j', (variable, text, value) => {
    expect(environmentSettings({ [variable]: text }).map((setting) => setting.value)).toEqual([value]);
  });

  test('lists of texts are JSON, or divided by commas', () => {
    expect(settingsOf({ SELFSERVICE_ALLOWED_RETURN_URLS: '["https://a","https://b"]' })).toEqual([
      ['selfservice.allowed_return_urls.0', 'https://a'],
      ['selfservice.allowed_return_urls.1', 'https://b'],
    ]);
    expect(settingsOf({ SELFSERVICE_ALLOWED_RETURN_URLS: 'https://a, https://b' }).map(([, value]) => value)).toEqual([
      'https://a',
      'https://b',
    ]);
    expect(settingsOf({ SECRETS_DEFAULT: 'one, two' }).map(([, value]) => value)).toEqual(['one', ' two']);
  });

  test('objects and lists of objects are JSON and set value by value', () => {
    expect(settingsOf({ SERVE_PUBLIC: '{"port":5000,"cors":{"enabled":true}}' })).toEqual([
      ['serve.public.port', 5000],
      ['serve.public.cors.enabled', true],
    ]);
    expect(settingsOf({ COURIER_SMTP_HEADERS: '{"X-A":"b"}' })).toEqual([['courier.smtp.headers.X-A', 'b']]);
    expect(settingsOf({ IDENTITY_SCHEMAS_0: '{"id":"a"}' })).toEqual([['identity.schemas.0.id', 'a']]);
    expect(settingsOf({ SELFSERVICE_FLOWS_LOGIN_AFTER_HOOKS: '[{"hook":"verification"}]' })).toEqual([
      ['selfservice.flows.login.after.hooks.0.hook', 'verification'],
    ]);
    expect(settingsOf({ SERVE_PUBLIC: '{}', IDENTITY_SCHEMAS: '[]' })).toEqual([]);
  });

  test('what does not fit is marked', () => {
    const [setting] = environmentSettings({ DEV: 'yes' });
    expect(setting?.misread).toEqual({ expected: 'true or false', taken: 'false' });
  });
});
