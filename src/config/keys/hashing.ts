import { choice, duration, list, openSection, optional, section, size, text, whole } from './kinds.ts';

/** `hashers`: how passwords are hashed. */
export const hashers = section('How passwords are hashed.', {
  algorithm: choice('Algorithm of new password hashes; others are replaced at the next login.', ['argon2', 'bcrypt'], 'bcrypt'),
  bcrypt: section('Cost of bcrypt.', {
    cost: whole('Each step doubles the time of a hash; under 12 is raised to 12 outside development mode.', {
      minimum: 4,
      maximum: 31,
      default: 12,
    }),
  }),
  argon2: section('Cost of Argon2id.', {
    memory: size('Memory that one hash fills.', '128MB'),
    iterations: whole('Passes over that memory.', { minimum: 1, default: 1 }),
    parallelism: optional(whole('Lanes that are filled at once; twice the number of processors when unset.', { minimum: 1 })),
    salt_length: whole('Bytes of salt.', { minimum: 16, default: 16 }),
    key_length: whole('Bytes of the hash.', { minimum: 16, default: 32 }),
    expected_duration: duration('Time that one hash should take; used when measuring.', '500ms'),
    expected_deviation: duration('How far the time of a hash may be off; used when measuring.', '500ms'),
    dedicated_memory: size('Memory set aside for hashing; used when measuring.', '1GB'),
  }),
});

/** `ciphers`: how tokens of social sign-in are kept. */
export const ciphers = openSection('How tokens of social sign-in are encrypted in the database.', {
  algorithm: choice(
    'Cipher for stored tokens; noop stores them readable, the others need secrets.cipher.',
    ['noop', 'aes', 'xchacha20-poly1305'],
    'noop',
  ),
});

const longSecret = () => text('A secret.', { minLength: 16, expects: 'a text of at least 16 characters', secret: true });

/** `secrets`: what signs and encrypts. The first entry of a list is used for new things, all of them for old ones. */
export const secrets = section(
  'Secrets that sign and encrypt; the first of a list makes new things, all of them read old ones.',
  {
    default: optional(list('Stands in for each list that is not set.', longSecret(), { uniqueItems: true })),
    cookie: optional(list('Signs cookies, codes and links.', longSecret(), { uniqueItems: true })),
    pagination: optional(list('Encrypts page tokens.', longSecret(), { minItems: 1 })),
    cipher: optional(
      list(
        'Encrypts tokens of social sign-in; 32 bytes each.',
        text('A secret.', { minLength: 32, maxLength: 32, expects: 'a text of exactly 32 characters', secret: true }),
        { minItems: 1 },
      ),
    ),
  },
  { secret: true },
);
