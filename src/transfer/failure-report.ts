import { open } from 'node:fs/promises';
import type { SettledRow } from './row-outcome.ts';

/** A file with a line of JSON for each row that failed. */
export interface FailureReport {
  add(label: string, rows: readonly SettledRow[]): Promise<void>;
  close(): Promise<void>;
}

function lineOf(file: string, { place, outcome }: SettledRow): string {
  if (outcome.kind !== 'failed') return '';
  const { identifier, failure } = outcome;
  const { status, reason, pointer } = failure;
  return `${JSON.stringify({ file, row: place.index, line: place.line, identifier, status, reason, pointer })}\n`;
}

/** @param mode whether to go on in a file that is there, or to write it anew */
export async function openReport(path: string, mode: 'append' | 'anew'): Promise<FailureReport> {
  // It names people: nobody else has to read it.
  const file = await open(path, mode === 'append' ? 'a' : 'w', 0o600);
  return {
    async add(label, rows) {
      const lines = rows.map((row) => lineOf(label, row)).join('');
      if (lines !== '') await file.appendFile(lines);
    },
    close: () => file.close(),
  };
}
