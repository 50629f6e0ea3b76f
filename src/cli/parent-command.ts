import { Command } from 'commander';

/** A command that only holds others: called without one of them it prints its help to standard output, and that is no failure. */
export class ParentCommand extends Command {
  override help(): never {
    super.help();
  }
}
