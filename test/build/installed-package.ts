import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { emptyFolder } from '../cli/program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The Node that sources and package need. */
export const NODE = join(ROOT, 'node_modules/node/bin/node');

/**
 * A package as it is installed: launcher, bundle, dependencies, no sources.
 * @param origin variables that say what the bundle is made of
 */
export async function installedPackage(origin: Readonly<Record<string, string>> = {}) {
  const folder = await emptyFolder();
  await mkdir(join(folder.path, 'bin'));
  await copyFile(join(ROOT, 'bin/zelos'), join(folder.path, 'bin/zelos'));
  await copyFile(join(ROOT, 'package.json'), join(folder.path, 'package.json'));
  await symlink(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
  await promisify(execFile)(NODE, [join(ROOT, 'build/bundle.mjs'), '--out', join(folder.path, 'dist')], {
    env: { ...process.env, ...origin },
  });
  return folder;
}
