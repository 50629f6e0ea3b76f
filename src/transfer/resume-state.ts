import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type ImportCounts, NO_ROWS } from './row-outcome.ts';
import { TransferFault } from './transfer-fault.ts';

/** How far an input has been imported. */
export interface Progress {
  /** So many rows from the beginning are done. */
  readonly rows: number;
  readonly counts: ImportCounts;
}

/** A file that keeps the progress of an import, so that another run can go on. */
export interface ResumeState {
  readonly path: string;
  /** Where a run before stopped; undefined when there was none. @throws TransferFault when it was about another input */
  load(): Promise<Progress | undefined>;
  /** The file is whole at any moment, also when the process is killed. */
  save(progress: Progress): Promise<void>;
  /** Everything is done, or nothing. */
  remove(): Promise<void>;
}

interface Kept extends Progress {
  readonly version: 1;
  readonly input: string;
}

function keptIn(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    if (kept?.version !== 1 || !Number.isSafeInteger(kept.rows) || typeof kept.input !== 'string') return undefined;
    return { version: 1, input: kept.input, rows: kept.rows ?? 0, counts: { ...NO_ROWS, ...kept.counts } };
  } catch {
    return undefined;
  }
}

/** @param fingerprint tells the input from another one */
export function createResumeState(path: string, fingerprint: string): ResumeState {
  const draft = `${path}.tmp`;
  return {
    path,
    async load() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      const kept = keptIn(text);
      if (kept?.input === fingerprint) return kept;
      throw new TransferFault(
        kept
          ? `${path} tells how far another file was imported than this one is now. Say --restart to begin anew, or --state for another place.`
          : `${path} does not tell how far an import was. Say --restart to begin anew, or --state for another place.`,
      );
    },
    async save({ rows, counts }) {
      const kept: Kept = { version: 1, input: fingerprint, rows, counts };
      await writeFile(draft, `${JSON.stringify(kept)}\n`);
      await rename(draft, path);
    },
    remove: () => rm(path, { force: true }),
  };
}
