import { glob, readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { createEvaluator } from '../../jsonnet/evaluator.ts';
import { JsonnetError } from '../../jsonnet/jsonnet-error.ts';
import { UsageError } from '../report-failure.ts';
import { SomeFailed } from '../some-failed.ts';
import type { Terminal } from '../terminal.ts';

/** What is wrong with a snippet; undefined when it can be evaluated. */
async function faultIn(path: string): Promise<string | undefined> {
  try {
    createEvaluator()(await readFile(path, 'utf8'));
    return undefined;
  } catch (error) {
    if (error instanceof JsonnetError) return error.message;
    throw new UsageError(`${path}: could not be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}

async function lint(patterns: readonly string[], terminal: Terminal): Promise<void> {
  let failed = false;
  for await (const path of glob([...patterns])) {
    const fault = await faultIn(path);
    if (fault === undefined) continue;
    failed = true;
    terminal.err(`${path}: ${fault}\n`);
  }
  if (!failed) return;
  terminal.err('Linter found issues.\n');
  throw new SomeFailed();
}

/** `zelos lint lint` */
export const lintCommand = (terminal: Terminal) =>
  new Command('lint')
    .alias('jsonnet')
    .description('Tell whether Jsonnet snippets can be evaluated; what cannot is named with its line, and the code is 1.')
    .argument('<glob...>', 'files; *, ?, […], {a,b} and ** stand for several')
    .addHelpText('after', "\nExample:\n  zelos lint jsonnet 'mappers/**/*.jsonnet'")
    .action((patterns: string[]) => lint(patterns, terminal));
