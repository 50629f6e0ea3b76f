import { inspect } from 'node:util';

/** What one line of the log says. */
export interface Entry {
  /** RFC 3339. */
  readonly time: string;
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  readonly msg: string;
  /** An error, as the log keeps it. */
  readonly err?: { readonly message?: string; readonly stack?: string } | undefined;
  readonly [detail: string]: unknown;
}

export type LogFormat = 'json' | 'text' | 'gelf';

const shown = (value: unknown) => (typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value));

/** One line for people: time, level, message, then the details as name=value; the stack of an error below. */
function textLine({ time, level, msg, err, ...details }: Entry): string {
  let line = `${time} ${level.toUpperCase().padEnd(5)} ${msg}`;
  for (const name in details) if (details[name] !== undefined) line += ` ${name}=${shown(details[name])}`;
  return err?.stack === undefined ? `${line}\n` : `${line}\n${err.stack}\n`;
}

/** Severities of syslog (RFC 5424), which GELF counts by. */
const SYSLOG: Readonly<Record<Entry['level'], number>> = { fatal: 2, error: 3, warn: 4, info: 6, debug: 7, trace: 7 };

/** GELF 1.1, one message in a line: further members begin with `_`, and are texts or numbers. */
function gelfLine({ time, level, msg, err, ...details }: Entry, host: string): string {
  const members: Record<string, string | number> = {};
  for (const name in details) {
    const value = details[name];
    // `_id` is taken by the protocol.
    const member = name === 'id' ? '_id_' : `_${name.replace(/[^\w.-]/g, '_')}`;
    if (value !== undefined)
      members[member] = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
  }
  const full = err && (err.stack ?? err.message ?? inspect(err));
  return `${JSON.stringify({
    version: '1.1',
    host,
    short_message: msg,
    ...(full !== undefined && { full_message: full }),
    timestamp: Date.parse(time) / 1000,
    level: SYSLOG[level],
    ...members,
  })}\n`;
}

/** Makes what turns entries into lines. @param host name of this machine, which GELF wants in every message */
export function createLines(format: LogFormat, host: string): (entry: Entry) => string {
  if (format === 'text') return textLine;
  return format === 'gelf' ? (entry) => gelfLine(entry, host) : (entry) => `${JSON.stringify(entry)}\n`;
}
