import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, parse, sep } from 'node:path';

/** A name in a folder that decides what a path leads to. */
export interface PathEntry {
  readonly folder: string;
  readonly name: string;
  /** Changes when the entry does; empty while there is none. */
  readonly stamp: string;
}

const MOST_LINKS = 40;

const namesOf = (path: string) => path.split(sep).filter((name) => name !== '' && name !== '.');

/**
 * Each symbolic link on the way of an absolute path, and the file at its end: whoever exchanges what stands under the path, in place,
 * by a rename, or by turning a link round, changes one of them. Where the way ends early, the first name that is missing is the last entry.
 */
export async function entriesOnPath(path: string): Promise<readonly PathEntry[]> {
  const found: PathEntry[] = [];
  let folder = parse(path).root;
  let ahead = namesOf(path.slice(folder.length));
  let links = 0;
  for (let name = ahead.shift(); name !== undefined; name = ahead.shift()) {
    if (name === '..') {
      folder = dirname(folder);
      continue;
    }
    const at = join(folder, name);
    const info = await lstat(at, { bigint: true }).catch(() => undefined);
    const stamp = info === undefined ? '' : `${info.dev}:${info.ino}:${info.size}:${info.mtimeNs}:${info.ctimeNs}`;
    const isLink = info?.isSymbolicLink() === true;
    if (isLink || info === undefined || ahead.length === 0) found.push({ folder, name, stamp });
    if (info === undefined) break;
    if (!isLink) {
      folder = at;
      continue;
    }
    if (++links > MOST_LINKS) break;
    const target = await readlink(at).catch(() => '');
    const { root } = parse(target);
    if (root !== '') folder = root;
    ahead = [...namesOf(target.slice(root.length)), ...ahead];
  }
  return found;
}
