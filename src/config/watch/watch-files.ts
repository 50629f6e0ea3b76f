import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { entriesOnPath, type PathEntry } from './entries-on-path.ts';

export interface WatchOptions {
  /** Absolute paths; also of files that do not exist yet. */
  readonly paths: readonly string[];
  /** Called some time after something changed; once for changes that come together. */
  readonly onChange: () => void;
  /** Milliseconds without a further change before `onChange`: files are written in pieces, and several at a time. */
  readonly settleMs: number;
  /** Milliseconds between two looks without being told: not every file system tells (network folders, mounts of containers). */
  readonly pollMs: number;
}

/** A watch over some files. It keeps no process alive. */
export interface FileWatch {
  /** Replaces the paths. What changed since the last look is told all the same. */
  follow(paths: readonly string[]): Promise<void>;
  close(): void;
}

/** What a path leads to, as one text. */
const stampOf = (entries: readonly PathEntry[]) =>
  entries.map(({ folder, name, stamp }) => `${folder}\0${name}\0${stamp}`).join('\n');

/** Watches files through their folders, since what replaces a file is another file. Begins with a look at how they are now. */
export async function watchFiles({ paths, onChange, settleMs, pollMs }: WatchOptions): Promise<FileWatch> {
  /** Stamps by path, as of the last look. */
  let known = new Map<string, string>();
  let followed = paths;
  /** By folder and its inode: a folder that was replaced is another one. */
  let watchers = new Map<string, { readonly watcher: FSWatcher; names: ReadonlySet<string> }>();
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isClosed = false;

  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(look, settleMs).unref();
  }

  async function watchFolders(entries: readonly PathEntry[]): Promise<void> {
    const next: typeof watchers = new Map();
    for (const folder of new Set(entries.map((entry) => entry.folder))) {
      const info = await stat(folder).catch(() => undefined);
      if (info === undefined || isClosed) continue;
      const key = `${folder}\0${info.dev}:${info.ino}`;
      const names = new Set(entries.filter((entry) => entry.folder === folder).map(({ name }) => name));
      const before = watchers.get(key);
      if (before) {
        before.names = names;
        next.set(key, before);
        continue;
      }
      const watcher = watcherOf(folder, (name) => {
        if (name === null || next.get(key)?.names.has(name) !== false) soon();
      });
      if (watcher) next.set(key, { watcher, names });
    }
    for (const [key, { watcher }] of watchers) if (!next.has(key)) watcher.close();
    watchers = next;
  }

  /** @returns whether a path that was known leads to something else */
  async function takeStock(): Promise<boolean> {
    const found = await Promise.all(followed.map(async (path) => [path, await entriesOnPath(path)] as const));
    const stamps = new Map(found.map(([path, entries]) => [path, stampOf(entries)]));
    const changed = followed.some((path) => known.has(path) && known.get(path) !== stamps.get(path));
    known = stamps;
    await watchFolders(found.flatMap(([, entries]) => entries));
    return changed;
  }

  function look(): void {
    looking = looking.then(async () => {
      if (!isClosed && (await takeStock())) onChange();
    });
  }

  await takeStock();
  const polling = setInterval(look, pollMs).unref();
  return {
    async follow(next) {
      looking = looking.then(async () => {
        followed = next;
        if (await takeStock()) onChange();
      });
      await looking;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearInterval(polling);
      for (const { watcher } of watchers.values()) watcher.close();
    },
  };
}

/** Undefined where the system has no watch left, or the folder is gone: the looks remain. */
function watcherOf(folder: string, onEvent: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => onEvent(name));
    return watcher.on('error', () => watcher.close());
  } catch {
    return undefined;
  }
}
