import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';
import { SomeFailed } from './some-failed.ts';
import { systemTerminal, type Terminal } from './terminal.ts';

/**
 * Runs one command line.
 * @param args without the name of the program
 * @param terminal that of the process unless given
 * @returns the exit code: 0, or 1 for any failure
 */
export async function run(args: readonly string[], terminal: Terminal = systemTerminal()): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    if (!(error instanceof SomeFailed)) reportFailure(error, terminal);
    return 1;
  }
}
