import type { Command } from 'commander';
import { UsageError } from '../report-failure.ts';

/** How a command prints what it found. */
export type OutputFormat =
  | { readonly kind: 'table' | 'json' | 'json-pretty' | 'yaml' | 'quiet' }
  | { readonly kind: 'jsonpath' | 'jsonpointer'; readonly path: string };

/** The flags that `withOutput` adds. */
export interface OutputFlags {
  readonly format: string;
  readonly quiet?: true;
}

/** Adds `--format` and `--quiet`. */
export const withOutput = (command: Command) =>
  command
    .option('--format <format>', 'table, json, json-pretty, yaml, jsonpath=<path> or jsonpointer=<pointer>', 'table')
    .option('-q, --quiet', 'print the first column and nothing else');

/**
 * What the flags ask for. An unknown format is the table, as in the reference's tools; `--quiet` wins.
 * @throws UsageError for a path that is missing
 */
export function outputFormat({ format, quiet }: OutputFlags): OutputFormat {
  if (quiet) return { kind: 'quiet' };
  const [, kind, path = ''] = /^(jsonpath|jsonpointer)(?:=(.*))?$/s.exec(format) ?? [];
  if (kind === 'jsonpath' || kind === 'jsonpointer') {
    if (path === '') {
      const example = kind === 'jsonpath' ? 'jsonpath=identities.#.id' : 'jsonpointer=/identities/0/id';
      throw new UsageError(`--format ${kind} needs to be told which value: --format '${example}'.`);
    }
    return { kind, path };
  }
  const plain = ['json', 'json-pretty', 'yaml'] as const;
  return { kind: plain.find((one) => one === format) ?? 'table' };
}
