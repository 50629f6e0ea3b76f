import { CommanderError } from 'commander';
import { SomeFailed } from './identities/for-each.ts';
import { createProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command line.
 * @param args without the name of the program
 * @returns the exit code: 0, or 1 for any failure
 */
export async function run(args: readonly string[]): Promise<number> {
  const terminal: Terminal = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };
  const program = createProgram(terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    if (!(error instanceof SomeFailed)) reportFailure(error, terminal);
    return 1;
  }
}
