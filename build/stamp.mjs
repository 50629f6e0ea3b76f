// The stamp of a bundle: which files it was made from, and what they were like.
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'stamp.json';

const digestOf = (file) => createHash('sha256').update(readFileSync(file)).digest('base64');

/**
 * Writes down what a bundle was made from.
 * @param {string} folder the bundle's
 * @param {string} root folder that the paths start from
 * @param {string[]} files
 */
export function writeStamp(folder, root, files) {
  const entries = files.map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return [file, size, mtimeMs, digestOf(join(root, file))];
  });
  writeFileSync(join(folder, NAME), JSON.stringify(entries));
}

/**
 * Whether each file is what it was. The times of a clone that was copied are new: where they differ, the contents decide. A new file
 * is none of the bundle's as long as no old one refers to it.
 * @param {string} folder the bundle's
 * @param {string} root folder that the paths start from
 */
export function isFresh(folder, root) {
  try {
    return JSON.parse(readFileSync(join(folder, NAME), 'utf8')).every(([file, size, mtimeMs, digest]) => {
      const path = join(root, file);
      const now = statSync(path, { throwIfNoEntry: false });
      return now !== undefined && now.size === size && (now.mtimeMs === mtimeMs || digestOf(path) === digest);
    });
  } catch {
    return false; // no bundle, or half of one
  }
}
