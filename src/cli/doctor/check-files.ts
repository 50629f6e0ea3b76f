import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SECRETS_FILE } from '../../config/kept-secrets.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { type Finding, findingsOf } from './finding.ts';

const { ok, warn, fail } = findingsOf('files');

const modeOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).mode;
  } catch {
    return undefined;
  }
};

/** Permission bits of all users, and of all but the owner. */
const OTHERS = 0o007;
const NOT_OWNER = 0o077;

/** A file that holds secrets, and who else may have it. */
async function checkRights(path: string, bits: number, wanted: string): Promise<Finding | undefined> {
  const mode = await modeOf(path);
  if (mode === undefined || (mode & bits) === 0) return undefined;
  const text = `${path} holds secrets, and others on this machine can read or change it`;
  return warn(text, `chmod ${wanted} ${path}`);
}

/** Whether files can be made in a folder, or the folder itself. */
async function checkFolder(folder: string): Promise<Finding> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      await access(path, constants.W_OK | constants.X_OK);
      return ok(path === folder ? `${folder} can be written` : `${folder} will be made`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' && dirname(path) !== path) continue;
      return fail(
        `${folder} cannot be written (${code})`,
        'Give it to the user that runs the server, or choose another one with zelos.data_dir or DSN.',
      );
    }
  }
}

export interface FilesOptions {
  readonly loaded: LoadedConfig;
  /** Configuration files as they were given. */
  readonly files: readonly string[];
  readonly cwd: string;
}

/** Folders that have to be written, and files that only the server is to read. */
export async function checkFiles({ loaded: { config, warnings }, files, cwd }: FilesOptions): Promise<readonly Finding[]> {
  const { dsn } = config;
  const keepsSecrets = warnings.some(({ key }) => key === 'secrets.default');
  const folders = new Set([
    ...(keepsSecrets ? [config.zelos.dataDir] : []),
    ...(dsn.kind === 'sqlite' && dsn.file !== undefined ? [dirname(dsn.file)] : []),
  ]);
  const rights = await Promise.all([
    ...files.map((file) => checkRights(resolve(cwd, file), OTHERS, '640')),
    checkRights(join(config.zelos.dataDir, SECRETS_FILE), NOT_OWNER, '600'),
    ...(dsn.kind === 'sqlite' && dsn.file !== undefined ? [checkRights(dsn.file, OTHERS, '600')] : []),
  ]);
  const found = rights.filter((finding) => finding !== undefined);
  return [...(await Promise.all([...folders].map(checkFolder))), ...found];
}
