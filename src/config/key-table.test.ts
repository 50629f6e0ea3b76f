import { expect, test } from 'vitest';
import { defaultsOf } from './defaults.ts';
import { supportOf } from './implemented.ts';
import { allKeys, keyNamed, schemaAt } from './key-table.ts';
import { ROOT } from './keys/root.ts';
import { leavesOf, valueAt } from './merge.ts';

test('every key has one sentence and a type that messages can name', () => {
  const poor = allKeys().filter(({ doc, schema }) => !/^[^\n]+\.$/.test(doc) || typeof schema.expects !== 'string');
  expect(poor.map(({ path }) => path)).toEqual([]);
});

test('paths are told once', () => {
  expect(new Set(allKeys().map(({ path }) => path)).size).toBe(allKeys().length);
});

test('a name leads to the first key that is spelled so', () => {
  const spell = (path: string) => path.toLowerCase().replaceAll('_', '.');
  const first = new Map(
    allKeys()
      .map((key) => [spell(key.path), key] as const)
      .toReversed(),
  );
  for (const [name, key] of first) expect(keyNamed(name, spell), name).toEqual(key);
  expect(keyNamed('serve.public.por', spell)).toBeUndefined();
  expect(keyNamed('serve.public.port.number', spell)).toBeUndefined();
});

test('every default is a key and every key with a default is filled in', () => {
  const defaults = defaultsOf(ROOT);
  for (const key of allKeys())
    if (key.default !== undefined) expect([key.path, valueAt(defaults, key.segments)]).toEqual([key.path, key.default]);
  for (const [path] of leavesOf(defaults)) expect(schemaAt(path), path.join('.')).toBeDefined();
});

test.each([
  ['serve.public.cors.allowed_origins', 'texts', 'SERVE_PUBLIC_CORS_ALLOWED_ORIGINS'],
  ['identity.schemas', 'json', 'IDENTITY_SCHEMAS'],
  ['identity.schemas.#.url', 'text', 'IDENTITY_SCHEMAS_<n>_URL'],
  ['serve.admin.port', 'integer', 'SERVE_ADMIN_PORT'],
  [
    'selfservice.flows.login.after.hooks.#.config.response.parse',
    'boolean',
    'SELFSERVICE_FLOWS_LOGIN_AFTER_HOOKS_<n>_CONFIG_RESPONSE_PARSE',
  ],
  ['watch-courier', 'boolean', undefined],
])('%s is read as %s from %s', (path, form, variable) => {
  expect(allKeys().find((key) => key.path === path)).toMatchObject({ form, ...(variable && { variable }) });
  expect(allKeys().find((key) => key.path === path)?.variable).toBe(variable);
});

test('what must be set is what has no default', () => {
  const required = allKeys()
    .filter((key) => key.required && key.segments.length < 3)
    .map(({ path }) => path);
  expect(required.toSorted()).toEqual(['identity.schemas', 'selfservice.default_browser_return_url']);
});

test('support is told by path', () => {
  expect(
    ['identity.schemas.0.url', 'serve.public.cors.enabled', 'tracing.providers.zipkin.server_url', 'preview.x', 'config.0'].map(
      (key) => supportOf(key.split('.')),
    ),
  ).toEqual(['implemented', 'implemented', 'not_implemented', 'no_effect', 'implemented']);
});
