import { createProgram } from '../../src/cli/program.ts';

/** What is wrong with a command line of ours, without the name of the program; undefined when our program takes it. */
export function commandFault(args: readonly string[]): string | undefined {
  let command = createProgram({ out: () => true, err: () => true });
  const asksForHelp = args.includes('--help');
  let rest = args.filter((word) => word !== '--help');
  for (;;) {
    const next = command.commands.find((one) => one.name() === rest[0] || one.aliases().includes(rest[0] ?? ''));
    if (next === undefined) break;
    command = next;
    rest = rest.slice(1);
  }
  if (asksForHelp && rest.length === 0) return undefined;
  if (command.commands.length > 0) return `${args.join(' ')}: there is no command ${rest[0] ?? ''}`;
  const { operands, unknown } = command.parseOptions(rest);
  const taken = command.registeredArguments.filter((one) => !one.name().startsWith('ignored'));
  const known = taken.some((one) => one.variadic) ? operands.length : taken.length;
  const wrong = [...unknown, ...operands.slice(known)];
  return wrong.length === 0 ? undefined : `${args.join(' ')}: ${wrong.join(' ')} is not known`;
}
