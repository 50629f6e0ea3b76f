import type { Command } from 'commander';

/** What can come after the words of a command. */
export interface CompletionPoint {
  /** The words that lead to it, such as `list identities`; empty for the program itself. */
  readonly path: string;
  /** Sub-commands, with what they do. */
  readonly commands: readonly Word[];
  readonly flags: readonly Word[];
  /** Flags that take a value. */
  readonly valued: readonly string[];
}

/** A word, and what it means. */
export interface Word {
  readonly name: string;
  readonly about: string;
}

/** The beginning of a description, on one line. */
const brief = (text: string) => (text.split(/[.;:](?:\s|$)/, 1)[0] ?? '').replaceAll(/\s+/g, ' ').trim();

const HELP: Word = { name: '--help', about: 'what it does, with examples' };

function pointOf(command: Command, path: string): CompletionPoint {
  const flags = command.options.flatMap(({ long, short, description }) =>
    [long, short].filter((name) => typeof name === 'string').map((name) => ({ name, about: brief(description) })),
  );
  const valued = command.options.filter(({ required }) => required).flatMap(({ long, short }) => [long, short]);
  return {
    path,
    commands: command.commands.map((child) => ({ name: child.name(), about: brief(child.description()) })),
    flags: [...flags, HELP],
    valued: valued.filter((name) => typeof name === 'string'),
  };
}

/** Everything that can be completed. */
export function completionPoints(command: Command, path = ''): readonly CompletionPoint[] {
  const below = command.commands.flatMap((child) => completionPoints(child, `${path} ${child.name()}`.trim()));
  return [pointOf(command, path), ...below];
}

/** One more word on a command line: where it leads to. */
export interface Step {
  /** What stood there before, with the word behind it: `list identities`, or `ls` by another name. */
  readonly words: string;
  readonly path: string;
}

/** Every word that leads to a command, under all its names. */
export function stepsOf(command: Command, path = ''): readonly Step[] {
  return command.commands.flatMap((child) => {
    const to = `${path} ${child.name()}`.trim();
    const names = [child.name(), ...child.aliases()];
    return [...names.map((name) => ({ words: `${path} ${name}`.trim(), path: to })), ...stepsOf(child, to)];
  });
}
