import type { Command, Option } from 'commander';
import { createProgram } from '../../src/cli/program.ts';
import { anchor, cell, code, madeFrom, page, table } from './markdown.ts';

const INTRODUCTION = `Every command, as \`--help\` tells it. The exit code is 0, or 1 for any failure. In a clone the program is \`bin/zelos\`; where the package is installed it is \`npx zelos\`.`;

const SILENT = { out: () => true, err: () => true };

function optionRow({ flags, description, defaultValue, mandatory, hidden }: Option): readonly (readonly string[])[] {
  if (hidden) return [];
  const isEmpty =
    defaultValue === undefined || defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return [[code(flags), `${cell(description)}${mandatory ? '; **required**' : ''}`, isEmpty ? '' : code(String(defaultValue))]];
}

/** The examples that the help of a command ends with, as a block. */
function textAfter(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut(more) {
      text += more;
    },
  });
  command.outputHelp();
  const [, examples] = /\nExamples?:\n([\s\S]+)$/.exec(text) ?? [];
  if (examples === undefined) return '';
  const lines = examples.trimEnd().split('\n');
  return ['```sh', ...lines.map((line) => line.replace(/^ {2}/, '')), '```'].join('\n');
}

function* sections(command: Command, before: string): Generator<string> {
  const name = `${before}${command.name()}`;
  const commands = command.commands.filter((one) => one.name() !== 'help');
  yield `## ${name}`;
  yield cell(command.description());
  if (command.aliases().length > 0)
    yield `Also ${command
      .aliases()
      .map((alias) => code(`${before}${alias}`))
      .join(', ')}.`;
  const args = command.registeredArguments.filter((one) => !one.name().startsWith('ignored'));
  if (command.registeredArguments.length > 0 || commands.length === 0) {
    const words = args.map((one) => {
      const repeated = one.variadic ? `${one.name()}…` : one.name();
      return one.required ? ` <${repeated}>` : ` [${repeated}]`;
    });
    yield code(`${name}${command.options.length > 0 ? ' [options]' : ''}${words.join('')}`);
  }
  const rows = command.options.flatMap(optionRow);
  if (rows.length > 0) yield table(['Option', 'What it does', 'Default'], rows);
  const examples = textAfter(command);
  if (examples !== '') yield examples;
  if (commands.length > 0) {
    const rowOf = (one: Command) => [
      `[${code(`${name} ${one.name()}`)}](#${anchor(`${name} ${one.name()}`)})`,
      cell(one.description()),
    ];
    yield table(['Command', 'What it does'], commands.map(rowOf));
  }
  for (const one of commands) yield* sections(one, `${name} `);
}

/** `docs/reference/cli.md`, from the commands themselves. */
export function cliPage(): string {
  return page('# Command line', madeFrom('src/cli'), INTRODUCTION, ...sections(createProgram(SILENT), ''));
}
