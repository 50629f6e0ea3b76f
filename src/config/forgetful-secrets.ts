import { readFile } from 'node:fs/promises';
import type { SecretFiles } from './kept-secrets.ts';

/** Files of secrets that are read where they are there, and forgotten where they would be made: for commands that only look. */
export function forgetfulSecrets(): SecretFiles {
  const made = new Map<string, string>();
  return {
    mkdir: async () => undefined,
    readFile: async (path) => made.get(path) ?? readFile(path, 'utf8'),
    writeFile: async (path, data) => made.set(path, data),
    link: async (existing, name) => made.set(name, made.get(existing) ?? ''),
    unlink: async (path) => made.delete(path),
  };
}
