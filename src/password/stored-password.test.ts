import { expect, test } from 'vitest';
import type { JsonText } from '../json/json-text.ts';
import { readStoredPassword } from './stored-password.ts';

test.each([
  ['a hash', '{"code":{"addresses":[]},"password":{"hashed_password":"$2b$a"}}', { hash: '$2b$a', askMigrationHook: false }],
  [
    'a hash beside the flag',
    '{"password":{"hashed_password":"$2b$a","use_password_migration_hook":true}}',
    { hash: '$2b$a', askMigrationHook: false },
  ],
  [
    'the flag',
    '{"password":{"hashed_password":"","use_password_migration_hook":true}}',
    { hash: undefined, askMigrationHook: true },
  ],
  ['the flag alone', '{"password":{"use_password_migration_hook":true}}', { hash: undefined, askMigrationHook: true }],
  ['a flag that is off', '{"password":{"use_password_migration_hook":false}}', undefined],
  ['a flag that is none', '{"password":{"use_password_migration_hook":"true"}}', undefined],
  ['an empty hash', '{"password":{"hashed_password":""}}', undefined],
  ['a hash that is none', '{"password":{"hashed_password":5}}', undefined],
  ['only a name', '{"password":{}}', undefined],
  ['nonsense', '{"password":[]}', undefined],
  ['another credential', '{"totp":{"hashed_password":"$2b$a"}}', undefined],
  ['no credential', '{}', undefined],
])('a row with %s', (_name, configs, expected) => {
  expect(readStoredPassword({ configs: configs as JsonText })).toEqual(expected);
});
