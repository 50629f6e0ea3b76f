import { isatty } from 'node:tty';

const STDIN = 0;

/**
 * Takes the signal SIGHUP from now on. It asks for the configuration to be loaded again; only where the terminal went away that the
 * program was started from, it ends the program as SIGTERM does.
 * @returns sets what a reload is; a signal that came before that is not lost
 */
export function reloadOnHangUp(): (reload: () => void) => void {
  const hadTerminal = isatty(STDIN);
  let onReload: (() => void) | undefined;
  let isAsked = false;
  process.on('SIGHUP', () => {
    if (hadTerminal && !isatty(STDIN)) process.kill(process.pid, 'SIGTERM');
    else if (onReload) onReload();
    else isAsked = true;
  });
  return (reload) => {
    onReload = reload;
    if (isAsked) reload();
  };
}
