import { join } from 'node:path';
import type { Random } from '../lib/random.ts';
import { ALPHANUMERIC } from '../lib/random.ts';
import { ConfigError } from './faults.ts';

/** Secrets that the server made for itself, in the form of the section `secrets`. */
export interface KeptSecrets {
  readonly default: readonly string[];
  readonly cookie: readonly string[];
  readonly cipher: readonly string[];
  readonly pagination: readonly string[];
}

/** What keeping secrets needs of a file system (the functions of `node:fs/promises`). */
export interface SecretFiles {
  mkdir(path: string, options: { readonly recursive: true; readonly mode: number }): Promise<unknown>;
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  writeFile(
    path: string,
    data: string,
    options: { readonly mode: number; readonly flag: 'wx'; readonly flush: true },
  ): Promise<unknown>;
  /** Makes a second name for a file; refuses with EEXIST when that name is taken. */
  link(existing: string, name: string): Promise<unknown>;
  unlink(path: string): Promise<unknown>;
}

/** The name of the file in the data folder. */
export const SECRETS_FILE = 'secrets.json';

/**
 * Reads the secrets of a data folder, and makes them when there are none. The file appears complete and readable by its owner
 * alone; of several processes that start at once one makes it and all of them get the same secrets.
 * @throws ConfigError when the file is there but holds something else
 * @throws the error of the file system when the folder cannot be written
 */
export function createSecretKeeper({ files, random }: { readonly files: SecretFiles; readonly random: Random }) {
  return async (folder: string): Promise<KeptSecrets> => {
    const path = join(folder, SECRETS_FILE);
    return (await read(files, path)) ?? (await make(files, random, folder, path));
  };
}

/** Fresh secrets, kept nowhere. */
export function makeSecrets(random: Random): KeptSecrets {
  const secret = () => [random.text(32, ALPHANUMERIC)];
  return { default: secret(), cookie: secret(), cipher: secret(), pagination: secret() };
}

async function make(files: SecretFiles, random: Random, folder: string, path: string): Promise<KeptSecrets> {
  await files.mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${random.uuid()}`;
  await files.writeFile(draft, `${JSON.stringify(makeSecrets(random), null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A rename would replace what another process made in the meantime; a link refuses.
    await files.link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await files.unlink(draft);
  }
  const kept = await read(files, path);
  if (kept === undefined) throw new Error(`${path} vanished right after it was made`);
  return kept;
}

async function read(files: SecretFiles, path: string): Promise<KeptSecrets | undefined> {
  const text = await files.readFile(path, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  return text === undefined ? undefined : parse(text, path);
}

function parse(text: string, file: string): KeptSecrets {
  const found = tryParse(text);
  const listOf = (name: keyof KeptSecrets, fits: (secret: string) => boolean): readonly string[] => {
    const list = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
    if (Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string' && fits(item)))
      return list as string[];
    const hint = 'Put the file back as it was. When it is lost, remove it: new secrets are made, and all cookies and codes end.';
    throw new ConfigError([
      { key: name, expected: 'a list of secrets as the server made it', found: 'something else', file, hint },
    ]);
  };
  const long = (secret: string) => secret.length >= 16;
  return {
    default: listOf('default', long),
    cookie: listOf('cookie', long),
    cipher: listOf('cipher', (secret) => Buffer.byteLength(secret) === 32),
    pagination: listOf('pagination', long),
  };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
