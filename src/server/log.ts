import pino from 'pino';

/** The log of the server. The first argument holds what a machine reads, the second what a person reads. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface LogOptions {
  /** As the configuration names them. */
  readonly level: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';
  readonly format: 'json' | 'text';
  /** Receives whole lines. */
  readonly write: (line: string) => void;
  /** Stands in every line, where several processes write to one place. */
  readonly pid?: number;
}

const LEVELS: Readonly<Record<LogOptions['level'], pino.LevelWithSilent>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
  fatal: 'fatal',
  panic: 'fatal',
};

interface Entry {
  readonly time: string;
  readonly level: string;
  readonly msg: string;
  readonly [detail: string]: unknown;
}

const shown = (value: unknown) => (typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value));

/** One line for people: time, level, message, then the details as name=value; the stack of an error below. */
function textOf(line: string): string {
  const { time, level, msg, err, ...details } = JSON.parse(line) as Entry & { err?: { stack?: string } };
  const pairs = Object.entries(details).map(([name, value]) => ` ${name}=${shown(value)}`);
  const stack = err?.stack === undefined ? '' : `${err.stack}\n`;
  return `${time} ${level.toUpperCase().padEnd(5)} ${msg}${pairs.join('')}\n${stack}`;
}

/** Makes the log of a process. */
export function createLog({ level, format, write, pid }: LogOptions): Log {
  return pino(
    {
      level: LEVELS[level],
      base: pid === undefined ? null : { pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(format === 'json' ? line : textOf(line)) },
  );
}
