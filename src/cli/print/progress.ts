/** How far something is. */
export interface Progress {
  readonly rows: number;
  /** Of the bytes that there are to read; undefined where nobody knows how many. */
  readonly share: number | undefined;
}

export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** On a terminal the same line is written again and again, elsewhere a new one now and then. */
  readonly onTerminal: boolean;
  /** Milliseconds from any moment on. */
  readonly now: () => number;
  /** What is counted, in the plural. */
  readonly unit: string;
}

/** Tells on a terminal, or in a log, how a long command gets on. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
}

const WIDTH = 24;
const TERMINAL_EVERY_MS = 100;
const LOG_EVERY_MS = 5000;

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}m ${whole % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}

/** The line reads `[####----] 42%  84,000 rows  2,113/s  55s left`. */
export function createProgressLine({ write, onTerminal, now, unit }: ProgressOptions): ProgressLine {
  const began = now();
  let before = onTerminal ? Number.NEGATIVE_INFINITY : began;
  let first: Progress | undefined;
  let shown = false;

  function text({ rows, share }: Progress): string {
    const seconds = (now() - began) / 1000;
    const rate = seconds > 0 ? Math.round((rows - (first?.rows ?? 0)) / seconds) : 0;
    const told = `${rows.toLocaleString('en')} ${unit}  ${rate.toLocaleString('en')}/s`;
    if (share === undefined) return told;
    const gained = share - (first?.share ?? 0);
    const left = gained > 0 ? `  ${duration((seconds * (1 - share)) / gained)} left` : '';
    const filled = Math.round(share * WIDTH);
    return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)}%  ${told}${left}`;
  }

  return {
    show(progress) {
      first ??= progress;
      if (now() - before < (onTerminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
      before = now();
      write(onTerminal ? `\r\u001b[2K${text(progress)}` : `${text(progress)}\n`);
      shown = onTerminal;
    },
    clear() {
      if (shown) write('\r\u001b[2K');
      shown = false;
    },
  };
}
