import { resolve } from 'node:path';
import { DsnError, type SqliteDsn, type SqliteOptions } from './dsn.ts';
import { decodePercent, refuseMinimumPool } from './query-rules.ts';

const ON = new Set(['1', 'true', 'on', 'yes']);
const JOURNALS = ['delete', 'truncate', 'persist', 'memory', 'wal', 'off'];
const SYNCHRONOUS = ['off', 'normal', 'full', 'extra'];
const POOL = ['max_conns', 'max_idle_conns', 'max_conn_lifetime', 'max_conn_idle_time'];

/** Spellings that drivers have for the same thing. */
const ALIASES: Readonly<Record<string, string>> = {
  _fk: 'foreign_keys',
  _foreign_keys: 'foreign_keys',
  _journal: 'journal_mode',
  _journal_mode: 'journal_mode',
  _timeout: 'busy_timeout',
  _busy_timeout: 'busy_timeout',
  _sync: 'synchronous',
  _synchronous: 'synchronous',
};

/**
 * Reads what follows `sqlite://`: an absolute path (`/var/lib/db.sqlite`), one relative to `cwd`, a `file:` URI of SQLite, or
 * `:memory:`, each with parameters.
 * @throws DsnError when there is no path
 */
export function parseSqliteDsn(rest: string, cwd: string): SqliteDsn {
  const mark = rest.indexOf('?');
  const location = mark < 0 ? rest : rest.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : rest.slice(mark + 1));
  refuseMinimumPool(query);
  const { options, warnings, memory } = optionsOf(query);
  const isUri = location.startsWith('file:');
  const path = isUri ? decodePercent(location.slice('file:'.length).replace(/^\/\/(?:localhost)?(?=\/)/, '')) : location;
  if (path === ':memory:' || memory) return { kind: 'sqlite', memory: true, options, warnings };
  if (path === '')
    throw new DsnError('a path after sqlite://', 'Write sqlite:///folder/file.sqlite, sqlite://file.sqlite or memory.');
  return { kind: 'sqlite', file: resolve(cwd, path), memory: false, options, warnings };
}

interface Writable {
  mode: SqliteOptions['mode'];
  foreignKeys: boolean;
  busyTimeoutMs: number;
  journalMode?: string;
  synchronous?: string;
}

function optionsOf(query: URLSearchParams): { options: SqliteOptions; warnings: string[]; memory: boolean } {
  const options: Writable = { mode: 'rwc', foreignKeys: true, busyTimeoutMs: 5000 };
  const warnings: string[] = [];
  let memory = false;
  for (const [name, value] of pragmasOf(query)) {
    if (name === 'mode' && value === 'memory') memory = true;
    else if (POOL.includes(name) || name === 'cache') continue;
    else if (!apply(options, name, value.toLowerCase()))
      warnings.push(`the parameter ${name}=${value} of the SQLite URL has no effect`);
  }
  return { options, warnings, memory };
}

/** `_pragma=foreign_keys(1)` says the same as `_fk=1`. */
function* pragmasOf(query: URLSearchParams): Generator<readonly [string, string]> {
  for (const [name, value] of query) {
    const [, pragma, argument] = (name === '_pragma' && /^(\w+)(?:\(([^)]*)\)|=(.*))$/.exec(value)) || [];
    if (pragma !== undefined) yield [pragma.toLowerCase(), argument ?? ''];
    else yield [ALIASES[name] ?? name, value];
  }
}

function apply(options: Writable, name: string, value: string): boolean {
  switch (name) {
    case 'foreign_keys':
      options.foreignKeys = ON.has(value);
      return true;
    case 'busy_timeout':
      if (!/^\d{1,9}$/.test(value)) return false;
      options.busyTimeoutMs = Number(value);
      return true;
    case 'journal_mode':
      if (!JOURNALS.includes(value)) return false;
      options.journalMode = value;
      return true;
    case 'synchronous': {
      const word = /^[0-3]$/.test(value) ? SYNCHRONOUS[Number(value)] : value;
      if (word === undefined || !SYNCHRONOUS.includes(word)) return false;
      options.synchronous = word;
      return true;
    }
    case 'mode':
      if (value !== 'ro' && value !== 'rw' && value !== 'rwc') return false;
      options.mode = value;
      return true;
    default:
      return false;
  }
}
