import { choice, flag, list, optional, section, text, whole } from './kinds.ts';

/** Beyond every machine: a number with a slip in it. */
export const MOST_WORKERS = 1024;

/** `zelos`: what this server has and the reference server has not. */
export const zelos = section('What only this server has.', {
  data_dir: text('Folder of the embedded database and of generated secrets, relative to the working directory.', {
    default: './data',
  }),
  workers: optional(
    whole(
      'Processes that serve requests, side by side on this machine. Unless set: the number of processors with PostgreSQL and CockroachDB, one with SQLite; always one with a database in memory.',
      { minimum: 1, maximum: MOST_WORKERS },
    ),
  ),
  admin: section('The admin API.', {
    require_key: flag('Refuses calls to the admin API without a key; meant for an admin API that others can reach.', false),
  }),
  trusted_proxies: list(
    'Proxies whose headers (True-Client-IP, CF-Connecting-IP, X-Real-IP, X-Forwarded-For) tell the address of the client.',
    text('An address, a CIDR block, or loopback, private, all or none.', {
      format: 'proxy',
      expects: 'an address, a CIDR block, loopback, private, all or none',
    }),
    { default: ['loopback', 'private'] },
  ),
  hashing: section('How much password hashing the machine bears.', {
    concurrency: optional(whole('Hashes that are computed at once; the number of processors when unset.', { minimum: 1 })),
    max_waiting: whole('Hashes that may wait, and comparisons that may; further ones are refused with 429.', {
      minimum: 0,
      default: 1024,
    }),
  }),
  replicas: list(
    'Read replicas of the PostgreSQL database in dsn: they answer the lists of identities that may be a little old (consistency=eventual).',
    text('A database URL, as in dsn.', { expects: 'a database URL' }),
    { default: [] },
  ),
  batch: section('Batches of identities.', {
    all_failed_status: choice(
      'Status of a batch in which every item failed: error answers 4xx, ok answers 200.',
      ['error', 'ok'],
      'error',
    ),
  }),
});
