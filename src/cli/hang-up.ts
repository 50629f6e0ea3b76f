import { isatty } from 'node:tty';

/** What the signal SIGHUP means depends on. */
export interface HangUpOptions {
  /** Calls back at each SIGHUP. */
  readonly onSignal: (listener: () => void) => void;
  /** Whether there is a terminal that the program was started from. */
  readonly hasTerminal: () => boolean;
  /** Ends the program in order. */
  readonly end: () => void;
}

const STDIN = 0;

/** Those of this process. */
export const processHangUp: HangUpOptions = {
  onSignal: (listener) => process.on('SIGHUP', listener),
  hasTerminal: () => isatty(STDIN),
  end() {
    // What is written to the terminal from now on fails; that is no reason to leave requests unanswered.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
    process.kill(process.pid, 'SIGTERM');
  },
};

/**
 * Takes SIGHUP from now on. It asks for the configuration to be loaded again; only where the terminal went away that the program was
 * started from, it ends the program.
 * @returns sets what a reload is; a signal that came before that is not lost
 */
export function reloadOnHangUp({ onSignal, hasTerminal, end }: HangUpOptions): (reload: () => void) => void {
  const hadTerminal = hasTerminal();
  let onReload: (() => void) | undefined;
  let isAsked = false;
  onSignal(() => {
    if (hadTerminal && !hasTerminal()) end();
    else if (onReload) onReload();
    else isAsked = true;
  });
  return (reload) => {
    onReload = reload;
    if (isAsked) reload();
  };
}
