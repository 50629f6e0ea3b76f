import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A hash of every file below the folders: figures of one program are not mixed with those of another. */
export function fingerprint(folders) {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of entries.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
      hash.update(`${file}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
