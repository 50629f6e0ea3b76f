import type { Command } from 'commander';
import type { DatabaseFlags } from '../on-database.ts';

/** The flags of a command below `migrate sql`, which may also stand before its name. */
export const flagsOf = <T extends DatabaseFlags>(command: Command, flags: T): T => {
  const before = command.parent?.opts<DatabaseFlags>() ?? flags;
  return { ...before, ...flags, config: [...before.config, ...flags.config] };
};
