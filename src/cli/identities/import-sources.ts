import { type FileFacts, fileFacts, type Input, openFile, openStream } from '../../transfer/open-input.ts';
import { createResumeState, type ResumeState } from '../../transfer/resume-state.ts';
import { UsageError } from '../report-failure.ts';
import type { ImportFlags } from './import-flags.ts';

/** An input that has been looked at but not opened: nothing begins before all of them can be read. */
export interface Source {
  readonly label: string;
  readonly facts?: FileFacts;
  open(): Input;
}

async function sourceOf(path: string): Promise<Source> {
  try {
    const facts = await fileFacts(path);
    return { label: path, facts, open: () => openFile(facts) };
  } catch (error) {
    throw new UsageError(`${path}: Could not open identity file: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The inputs of an import, each of which can be read. @throws UsageError */
export async function sourcesOf(files: readonly string[]): Promise<readonly Source[]> {
  if (files.length === 0) return [{ label: 'STD_IN', open: () => openStream(process.stdin) }];
  return Promise.all(files.map(sourceOf));
}

/** Where the progress of an input is kept; nowhere in a dry run, and for standard input. */
export function stateOf({ label, facts }: Source, { state, dryRun }: ImportFlags): ResumeState | undefined {
  return facts && !dryRun ? createResumeState(state ?? `${label}.zelos-import`, facts.fingerprint) : undefined;
}
