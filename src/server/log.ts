import { hostname } from 'node:os';
import pino from 'pino';
import { createGatheredWrite } from '../log/gathered-write.ts';
import { createLines, type Entry, type LogFormat } from '../log/line.ts';
import { createRedaction, NO_REDACTION } from '../log/redact.ts';

/** The log of the server. The first argument holds what a machine reads, the second what a person reads. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
  /**
   * Takes lines of which there are many, and writes them a little later; details have to be free of what is not to be read. They go to
   * `info` where this is absent.
   */
  readonly gathered?: (details: object, message: string) => void;
  /** Writes what has been gathered. */
  readonly flush?: () => void;
}

export interface LogOptions {
  /** As the configuration names them. */
  readonly level: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';
  readonly format: LogFormat;
  /** Leaves secrets and personal data in the lines; not unless given. */
  readonly leakSensitiveValues?: boolean;
  /** Stands in place of those; `REDACTED` unless given. */
  readonly redactionText?: string;
  /** Receives whole lines. */
  readonly write: (line: string) => void;
  /** Stands in every line, where several processes write to one place. */
  readonly pid?: number;
}

/** What stands in place of a secret unless the configuration says otherwise. */
export const REDACTED = '[redacted, see log.leak_sensitive_values]';

const LEVELS: Readonly<Record<LogOptions['level'], Entry['level']>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
  fatal: 'fatal',
  panic: 'fatal',
};

/** An error as the log keeps it; everything else as it is. */
const serialised = (details: object) =>
  'err' in details && details.err instanceof Error ? { ...details, err: pino.stdSerializers.err(details.err) } : details;

/** Makes the log of a process. */
export function createLog(options: LogOptions): Log {
  const { level, format, leakSensitiveValues = false, redactionText = REDACTED, write, pid } = options;
  const redaction = leakSensitiveValues ? NO_REDACTION : createRedaction(redactionText);
  const lineOf = createLines(format, hostname());
  const gathered = createGatheredWrite(write);
  const base = pid === undefined ? {} : { pid };
  const log = pino(
    {
      level: LEVELS[level],
      base,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (details) => redaction.details(serialised(details)) as Record<string, unknown>,
      },
      serializers: { err: (err: unknown) => err },
    },
    {
      write(line) {
        // Lines stay in their order.
        gathered.flush();
        write(format === 'json' ? line : lineOf(JSON.parse(line) as Entry));
      },
    },
  );
  return {
    debug: (details, message) => log.debug(details, message),
    info: (details, message) => log.info(details, message),
    warn: (details, message) => log.warn(details, message),
    error: (details, message) => log.error(details, message),
    gathered: (details, msg) =>
      gathered.write(lineOf({ level: 'info', time: new Date().toISOString(), ...base, ...details, msg })),
    flush: gathered.flush,
  };
}
