import { choice, duration, flag, list, optional, section, size, text, WHOLE_SIZE, whole } from './kinds.ts';

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
  request_log: choice(
    'Which requests have a line in the log, at level info: all, errors (status 5xx, or slower than a second) or none.',
    ['all', 'errors', 'none'],
    'errors',
  ),
  hashing: section('How much password hashing the machine bears.', {
    concurrency: optional(whole('Hashes that are computed at once; the number of processors when unset.', { minimum: 1 })),
    max_waiting: whole('Hashes that may wait, and comparisons that may; further ones are refused with 429.', {
      minimum: 0,
      default: 1024,
    }),
    max_wait: duration(
      'How long a person may have to wait for a password to be compared or hashed, as far as can be told; whoever would wait longer is refused with 429. Imports wait as long as it takes.',
      '15s',
    ),
  }),
  requests: section('How much each of the two listeners takes on at a time; docs/overload.md.', {
    max_under_way: whole('Requests that are worked on; further ones are refused with 503, health checks never.', {
      minimum: 1,
      default: 2048,
    }),
    max_wait: duration(
      'How long a request may wait for its work to begin; one that would begin later is refused with 503.',
      '10s',
    ),
    max_body_bytes: size('What bodies over 16 KiB may fill together; further ones are refused with 503.', '128MB', WHOLE_SIZE),
    max_unread_bytes: size(
      'What answers may fill together that clients do not read; beyond it connections that do not read are ended.',
      '128MB',
      WHOLE_SIZE,
    ),
    stall_timeout: duration('How long a client may take no byte of an answer before its connection is ended.', '30s'),
    max_connections: optional(
      whole('Connections that may be open; derived from the number of files that the process may open when unset.', {
        minimum: 1,
      }),
    ),
  }),
  database: section('How much may wait for the database.', {
    max_waiting: whole('Statements and transactions that may wait; further ones are refused with 503.', {
      minimum: 1,
      default: 10_000,
    }),
    answer_timeout: duration(
      'How long a database server may be silent while something waits for its answer, before the connection is given up and the request is answered 503; also how long something may wait for a connection. Migrations have all the time that they need.',
      '30s',
    ),
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
